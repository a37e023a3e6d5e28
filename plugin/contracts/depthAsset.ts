import type { FrameIndex, FrameRange, FrameRate, Pixels, Size, Unit } from './units.js';

/**
 * How the depth itself is written. One file a frame: `png` and `tiff` 16-bit grey; `png8` 8-bit grey, dithered; `exr-half` and `exr-float`
 * OpenEXR, ZIP, channel `Y` (what hosts show as grey). One file for all: `prores` 10 bit for Premiere, `ffv1` 16 bit without loss.
 */
export type DepthFormat = FrameFormat | VideoFormat;
export type FrameFormat = 'png' | 'png8' | 'tiff' | 'exr-half' | 'exr-float';
export type VideoFormat = 'prores' | 'ffv1';

/**
 * Passes made beside the depth, frame by frame, each in a folder of its name: `push` 16-bit RGB displacement away from the middle, mid grey =
 * none; `matte` 16-bit grey, white = inside the depth slice; `false-colour` 8-bit RGB to look at.
 */
export type CompanionKind = 'push' | 'matte' | 'false-colour';

/** A slice of depth in file values, `far` ≤ `near`, with straight ramps of `softness` outside it. */
export interface DepthSlice {
  readonly near: Unit;
  readonly far: Unit;
  readonly softness: Unit;
}

/** Where one shot of the source begins and ends, and what its grey values mean. */
export interface DepthShot {
  readonly first: FrameIndex;
  readonly last: FrameIndex;
  /** Raw network values that became 0 and 1 in the files of this shot. */
  readonly range: { readonly far: number; readonly near: number };
  /** The same two ends in metres, for a network that measures, whose range is in 1 / metres: value v lies at 1 / (1/far + v × (1/near − 1/far)) metres. */
  readonly metres?: { readonly far: number; readonly near: number };
  /** What is white in the matte pass, where there is one. */
  readonly matte?: DepthSlice;
  /** Absent in passes of older versions. */
  readonly quality?: ShotQuality | undefined;
  /** Modes of the shot's depth histogram: where the foreground and the background lie, in file values. */
  readonly nearFocus: Unit;
  readonly farFocus: Unit;
}

/** How well a shot's depth came out; told to the editor, decides nothing. */
export interface ShotQuality {
  /** Mean change of depth from frame to frame where the picture stands still, as a share of the depth's span; 0 = none. */
  readonly flicker: Unit;
  /** Share of the picture whose depth agreed with the shot's keyframes after scale and shift; low where the network changes its mind. */
  readonly confidence: Unit;
  /** Share of the way across depth edges that lies at neither side's depth, and rims beside them: 0 = clean steps, 1 = ramps. */
  readonly halo: Unit;
  /** Frames that show nothing (faded out), whose depth is a neighbour's. */
  readonly hidden: number;
}

/** Identity of a source file without reading all of it. */
export interface SourceFingerprint {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMilliseconds: number;
  /** sha256 of length-prefixed head, middle and tail blocks and the size, hex. */
  readonly sha256: string;
}

/**
 * `passport.json` beside the frames of a depth pass: everything needed to import, check and repeat it.
 * Frames are numbered by source frame (`depth_00000.png` …), linear in disparity, white = near.
 */
export interface DepthPassport {
  readonly schema: 'depthbeat.depthPassport';
  readonly version: 2;
  readonly complete: boolean;
  /** Hash of source, range, size, model, provider and settings: an equal job is not done twice. */
  readonly jobKey: string;
  /** This pass is one part of a larger job, whose key is `of`; parts are counted from 1. */
  readonly part?: { readonly index: number; readonly count: number; readonly of: string };
  readonly frames: FrameRange;
  readonly frameRate: FrameRate;
  /** Size of the files; equals the upright picture unless a smaller size was asked for. */
  readonly size: Size;
  /** Size of the upright source picture. */
  readonly sourceSize: Size;
  /** Width of a source pixel over its height; the files have the source's pixels, so a host has to give them the same shape. */
  readonly pixelAspect: number;
  /** `variable`: the source has no constant rate, and frame n of the pass is what stands on screen at n / frameRate. */
  readonly timing: 'constant' | 'variable';
  readonly format: DepthFormat;
  /** `depth_%05d.png`, or the name of the one file of a video format. */
  readonly filePattern: string;
  /** Bits of a grey value: 8, 10, 16, or 32 for float. */
  readonly bitDepth: 8 | 10 | 16 | 32;
  /** Other passes of the same frames; patterns are below the folder of the pass. */
  readonly companions: readonly { readonly kind: CompanionKind; readonly filePattern: string }[];
  readonly polarity: 'whiteIsNear';
  /** First frames of new shots, the range's own first frame left out. */
  readonly cuts: readonly FrameIndex[];
  readonly shots: readonly DepthShot[];
  readonly model: {
    readonly id: string;
    readonly sha256: string;
    readonly inputSize: { readonly width: Pixels; readonly height: Pixels };
  };
  readonly provider: string;
  readonly source: SourceFingerprint;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Versions of everything whose change would change the pictures. */
  readonly versions: Readonly<Record<string, string>>;
}
