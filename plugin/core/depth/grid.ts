/** A plane of numbers: `values` is height × width, row-major. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** A picture of bytes: `pixels` is height × width × channels, row-major, full range. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

export function makeGrid(width: number, height: number, values: Float32Array = new Float32Array(width * height)): Grid {
  if (values.length !== width * height) throw new RangeError(`${values.length} values do not fill ${width}×${height}`);
  return { width, height, values };
}
