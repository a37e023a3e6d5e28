/** How a network is fed and read. Field meanings follow the reference implementations of each family. */
export interface ModelInput {
  /** Tensor name; absent = the file's only image input. */
  readonly name?: string;
  readonly layout: 'NCHW' | 'NHWC';
  readonly channels: 'RGB' | 'BGR';
  /** Largest pixel value fed before mean and std: 1 or 255. */
  readonly range: 1 | 255;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly multipleOf: number;
  /** Target of the resize policy, in pixels (width, height). */
  readonly nominal: readonly [number, number];
  /**
   * MiDaS resize policies: `lower` scales so that both sides reach the nominal size at least, `upper` at most,
   * `minimal` as little as possible; `stretch` gives exactly the nominal size; `longest` brings the longest side to it; `pad` keeps the shape inside the nominal
   * size and fills the rest with ImageNet's mean colour.
   */
  readonly policy: 'lower' | 'upper' | 'minimal' | 'stretch' | 'longest' | 'pad';
  /** `cubic`: OpenCV's, a = -0.75, no antialiasing. `bilinearCorners`: corner pixels meet corner pixels. `area`: box average. `areaOrCubic`: Depth Anything 3's two steps on 8-bit pictures. */
  readonly interpolation: 'cubic' | 'bilinear' | 'bilinearCorners' | 'area' | 'areaOrCubic';
  /** `reflectRoot`: ZoeDepth's margin of 3·sqrt(side / 2) mirrored pixels, cut off again afterwards. */
  readonly padding?: 'none' | 'reflectRoot';
  /** The network sees several frames at once: [1, length, 3, H, W] or [length, 3, H, W] in, a map for each out. */
  readonly window?: ModelWindow;
  /** Wider pictures than this (longer side over shorter) are fed with a smaller nominal size, so that they cost no more. */
  readonly widest?: number;
  /** Run the mirrored picture too and take the mean: twice the cost. */
  readonly mirror?: boolean;
  /** A whole number that is fed beside the picture (int64), where the file asks for it: MoGe-2's number of tokens. */
  readonly number?: { readonly name: string; readonly value: number };
}

/** How a network over several frames is led along a shot. */
export interface ModelWindow {
  /** Frames that it sees at once. */
  readonly length: number;
  /** Slots of a window that open the next one: some to be aligned on, then the last `blend` ones. */
  readonly references: readonly number[];
  /** Frames that neighbouring windows are cross-faded over. */
  readonly blend: number;
}

export interface ModelOutput {
  readonly name?: string;
  /** `disparity`: affine-invariant inverse depth; `depth`: relative depth; `metric`: metres. */
  readonly semantics: 'disparity' | 'depth' | 'metric';
  readonly near: 'larger' | 'smaller';
  /** A second output that says where sky is (Depth Anything 3); its depth is set to that of the farthest things. */
  readonly sky?: string;
  /** The output holds points in the camera's space, [H, W, 3] or [3, H, W]: their third coordinate is the depth. */
  readonly points?: ModelPoints;
}

/** What turns a map of points into depth. */
export interface ModelPoints {
  /** Points are free of a shift along the view axis; it is found from where they project to (MoGe). */
  readonly findShift: boolean;
  /** Output that is above 0.5 where there is a surface; all else (sky) counts as infinitely far. */
  readonly mask?: string;
  /** Names under which files give the number that depth is multiplied by. */
  readonly scale?: readonly string[];
}

export interface ModelFile {
  readonly url?: string;
  /** Path below `models/`, for a file that ships with the project. */
  readonly path?: string;
  readonly bytes?: number;
  /** Size as its host rounds it, where the exact one is not published; both halves together. */
  readonly megabytes?: number;
  readonly sha256?: string;
  /** Second half of a network in two files: the first turns each frame into features, this one the features of a frame or a window of frames into maps. */
  readonly head?: Pick<ModelFile, 'url' | 'path' | 'bytes' | 'sha256'>;
  /** False where url, size or hash could not be confirmed: such a file is shown, and never offered as one click. */
  readonly confirmed: boolean;
  readonly precision: 'fp32' | 'fp16' | 'int8' | 'uint8' | 'q4f16';
}

export interface ModelRow {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  /** One sentence: when to choose it, with its limits. */
  readonly advice: string;
  /** Present on a model that is not good enough for work that others will see; `instead`: id of the one to fetch for that. */
  readonly draft?: { readonly instead: string };
  readonly licence: { readonly id: string; readonly commercial: 'yes' | 'no' | 'ask'; readonly note?: string };
  readonly files: readonly ModelFile[];
  readonly input: ModelInput;
  readonly output: ModelOutput;
}

/** `models/manifest.json`. */
export interface ModelManifest {
  readonly schema: 'depthbeat.modelManifest';
  readonly version: 1;
  readonly defaultModel: string;
  readonly models: readonly ModelRow[];
}
