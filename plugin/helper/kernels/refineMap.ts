import { fillBars, type Bars } from '#core/depth/bars';
import { fitNumbers, FLAT_VARIANCE, KEPT_REST } from '#core/depth/localModel';
import { placesAlong, type EmitRow, type FullPicture } from '#core/depth/modelRows';
import type { PackedMap } from '#core/depth/packedMap';
import { boxSamples } from '#core/depth/reducePicture';
import { MOST_GAIN, SPILL, STEEPNESS } from '#core/depth/stepSides';
import { kernelMemory, SLACK, type KernelMemory, type Lend, type Place } from './kernelMemory.js';

/** A stored map and the picture that it belongs to. */
export interface RefineMapInput extends FullPicture {
  readonly depth: PackedMap;
  /** Bars that carry no picture, in pixels of the map: filled from the picture beside them. */
  readonly bars: Bars;
}

/**
 * Brings a stored map to the picture's size along its edges: `refineRows` of core/depth/edgeRefine on the unpacked map and the reduced luma,
 * compiled; the same within the rounding of float32. The rows given lie in the kernels' memory.
 */
export function refineMap(input: RefineMapInput, emit: EmitRow): void {
  const memory = kernelMemory();
  memory.scratch((lend) => {
    const luma = lend.copy(input.guide);
    emitRows(memory, lend, { picture: { ...input, luma }, model: fitted(memory, lend, input, luma) }, emit);
  });
}

/** A fitted model in the kernels' memory: its four planes, and as of core's `LocalModel`. */
interface PlacedModel {
  readonly planes: readonly Place[];
  readonly width: number;
  readonly height: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
}

function fitted(memory: KernelMemory, { room, copy }: Lend, { depth, bars, width: fullWidth, height: fullHeight }: RefineMapInput, luma: Place): PlacedModel {
  const { width, height, codes } = depth;
  const [values, guide] = [room(codes.length * 4 + SLACK), room(codes.length)];
  memory.run.unpackCodes(copy(codes), codes.length, depth.low, (depth.high - depth.low) / 65535, values);
  const [columns, rows] = [boxSamples(fullWidth, width), boxSamples(fullHeight, height)];
  memory.run.sampleLuma(luma, fullWidth, copy(columns.places), columns.each, width, copy(rows.places.map((row) => row * fullWidth)), rows.each, height, guide);
  fillBars(memory.floatsAt(values, codes.length), width, height, bars);
  fillBars(memory.bytesAt(guide, codes.length), width, height, bars);
  const { step, radius, reaches } = fitNumbers(width, height);
  const model = { width: Math.ceil(width / step), height: Math.ceil(height / step), blocksAcross: width / step, blocksDown: height / step };
  const bytes = model.width * model.height * 4;
  const planes = room(4 * bytes);
  memory.run.setSteps(reaches.span, reaches.farther, reaches.bound, STEEPNESS, MOST_GAIN, SPILL);
  memory.run.fitLocalModel(values, guide, width, height, planes, step, radius, FLAT_VARIANCE, KEPT_REST);
  return { ...model, planes: [0, 1, 2, 3].map((n) => planes + n * bytes) };
}

/** A picture whose luma lies in the kernels' memory. */
interface PlacedPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Place;
}

function emitRows(memory: KernelMemory, { room, copy }: Lend, { picture, model }: { readonly picture: PlacedPicture; readonly model: PlacedModel }, emit: EmitRow): void {
  const { width, height, luma } = picture;
  const across = placesAlong(model.width, model.blocksAcross, width);
  const [places, weights] = [copy(across.indices.map((index) => index * 4)), copy(across.weights.filter((_, i) => i % 2 === 1))];
  const row = room(width * 4 + 2 * SLACK);
  const widened = new WidenedRows(room(width * 32), width * 16, (at, to) => {
    for (const [p, plane] of model.planes.entries()) memory.run.widenRow(plane + at * model.width * 4, places, weights, width, to + p * width * 4);
  });
  const { indices, weights: shares } = placesAlong(model.height, model.blocksDown, height);
  for (let y = 0; y < height; y++) {
    const [upper, lower] = [widened.placeOf(indices[2 * y]!), widened.placeOf(indices[2 * y + 1]!)];
    memory.run.modelRow(upper, lower, shares[2 * y + 1]!, luma + y * width, width, row);
    emit(y, memory.floatsAt(row, width));
  }
}

/** The two rows of the planes between which the present row lies: even ones in the first place, odd ones in the second. */
class WidenedRows {
  readonly #held = [-1, -1];

  constructor(
    readonly at: Place,
    readonly bytes: number,
    readonly widen: (row: number, to: Place) => void,
  ) {}

  placeOf(row: number): Place {
    const slot = row & 1;
    const place = this.at + slot * this.bytes;
    if (this.#held[slot] !== row) this.widen(row, place);
    this.#held[slot] = row;
    return place;
  }
}
