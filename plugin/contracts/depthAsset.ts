import type { FrameIndex, FrameRange, FrameRate, Pixels, Size, Unit } from './units.js';

/** Where one shot of the source begins and ends, and what its grey values mean. */
export interface DepthShot {
  readonly first: FrameIndex;
  readonly last: FrameIndex;
  /** Raw network values that became 0 and 1 in the files of this shot. */
  readonly range: { readonly far: number; readonly near: number };
  /** Modes of the shot's depth histogram: where the foreground and the background lie, in file values. */
  readonly nearFocus: Unit;
  readonly farFocus: Unit;
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
 * Frames are `depth_00000.png`, numbered by source frame, 16-bit grey, linear in disparity, white = near.
 */
export interface DepthPassport {
  readonly schema: 'depthbeat.depthPassport';
  readonly version: 1;
  readonly complete: boolean;
  /** Hash of source, range, size, model, provider and settings: an equal job is not done twice. */
  readonly jobKey: string;
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
  readonly filePattern: string;
  readonly bitDepth: 16;
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
