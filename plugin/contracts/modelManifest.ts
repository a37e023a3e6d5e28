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
   * `minimal` as little as possible; `stretch` gives exactly the nominal size; `longest` brings the longest side to it.
   */
  readonly policy: 'lower' | 'upper' | 'minimal' | 'stretch' | 'longest';
  /** `cubic`: OpenCV's, a = -0.75, no antialiasing. `bilinearCorners`: corner pixels meet corner pixels. `area`: box average. */
  readonly interpolation: 'cubic' | 'bilinear' | 'bilinearCorners' | 'area';
  /** `reflectRoot`: ZoeDepth's margin of 3·sqrt(side / 2) mirrored pixels, cut off again afterwards. */
  readonly padding?: 'none' | 'reflectRoot';
  /** Run the mirrored picture too and take the mean: twice the cost. */
  readonly mirror?: boolean;
}

export interface ModelOutput {
  readonly name?: string;
  /** `disparity`: affine-invariant inverse depth; `depth`: relative depth; `metric`: metres. */
  readonly semantics: 'disparity' | 'depth' | 'metric';
  readonly near: 'larger' | 'smaller';
}

export interface ModelFile {
  readonly url?: string;
  /** Path below `models/`, for a file that ships with the project. */
  readonly path?: string;
  readonly bytes?: number;
  readonly sha256?: string;
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
