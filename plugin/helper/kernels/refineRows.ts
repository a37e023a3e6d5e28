import type { RefineInput } from '#core/depth/edgeRefine';
import { fitNumbers, FLAT_VARIANCE, KEPT_REST } from '#core/depth/localModel';
import { placesAlong, type EmitRow, type FullPicture } from '#core/depth/modelRows';
import { MOST_GAIN, SPILL, STEEPNESS } from '#core/depth/stepSides';
import { kernelMemory, type KernelMemory, type Lend, type Place } from './kernelMemory.js';

/** `refineRows` of core/depth/edgeRefine, compiled: the same within the rounding of float32. The rows given lie in the kernels' memory. */
export function refineRows(input: RefineInput, emit: EmitRow): void {
  const memory = kernelMemory();
  memory.scratch((lend) => emitRows(memory, lend, { picture: input, model: fitted(memory, lend, input) }, emit));
}

/** A fitted model in the kernels' memory: its four planes, and as of core's `LocalModel`. */
interface PlacedModel {
  readonly planes: readonly Place[];
  readonly width: number;
  readonly height: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
}

function fitted(memory: KernelMemory, { room, copy }: Lend, { depth, smallGuide }: RefineInput): PlacedModel {
  const { step, radius, reaches } = fitNumbers(depth.width, depth.height);
  const [blocksAcross, blocksDown] = [depth.width / step, depth.height / step];
  const [width, height] = [Math.ceil(blocksAcross), Math.ceil(blocksDown)];
  const bytes = width * height * 4;
  const planes = room(4 * bytes);
  memory.run.setSteps(reaches.span, reaches.farther, reaches.bound, STEEPNESS, MOST_GAIN, SPILL);
  memory.run.fitLocalModel(copy(depth.values), copy(smallGuide), depth.width, depth.height, planes, step, radius, FLAT_VARIANCE, KEPT_REST);
  return { planes: [0, 1, 2, 3].map((n) => planes + n * bytes), width, height, blocksAcross, blocksDown };
}

function emitRows(memory: KernelMemory, { room, copy }: Lend, { picture, model }: { readonly picture: FullPicture; readonly model: PlacedModel }, emit: EmitRow): void {
  const { width, height } = picture;
  const across = placesAlong(model.width, model.blocksAcross, width);
  const [places, weights] = [copy(across.indices.map((index) => index * 4)), copy(across.weights.filter((_, i) => i % 2 === 1))];
  const [luma, row] = [copy(picture.guide), room(width * 4 + 32)];
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
