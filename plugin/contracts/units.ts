/**
 * Units as nominal number types. A plain number may be given where a unit is asked (literals stay readable),
 * but one unit never passes for another: `const f: FrameIndex = seconds` does not compile.
 */
declare const unit: unique symbol;
type In<Name extends string> = number & { readonly [unit]?: Name };

/** Seconds as a double. Which clock (source, composition, music) is said by the name of the variable. */
export type Seconds = In<'seconds'>;
/** Index of a frame, an integer counted from 0. */
export type FrameIndex = In<'frameIndex'>;
export type Hertz = In<'hertz'>;
export type BeatsPerMinute = In<'beatsPerMinute'>;
/** A number in 0..1. */
export type Unit = In<'unit'>;
export type Pixels = In<'pixels'>;

/** Exact frame rate, for example 24000/1001. Both parts are positive integers. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Size {
  readonly width: Pixels;
  readonly height: Pixels;
}

/** Inclusive range of frame indices. */
export interface FrameRange {
  readonly first: FrameIndex;
  readonly last: FrameIndex;
}
