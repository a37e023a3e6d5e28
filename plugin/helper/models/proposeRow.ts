import { failureError } from '#core/failure/result';
import type { ModelInput, ModelManifest, ModelOutput, ModelRow } from '#contracts/modelManifest';
import type { TensorPort } from '../inference/onnxModel.js';

interface Ports {
  readonly inputs: readonly TensorPort[];
  readonly outputs: readonly TensorPort[];
}

/** Names in a file's own name or ports that tell its family; the row of that family lends its numbers. */
const FAMILIES: readonly { readonly family: string; readonly hint: RegExp }[] = [
  // Before the others of its kind: it says metres, which are smaller where they say more.
  { family: 'depth-anything-metric', hint: /depth[-_ ]?anything[^.]*(metric|hypersim|vkitti)|metric[-_ ]?(hypersim|vkitti)/i },
  { family: 'depth-anything', hint: /depth[-_ ]?anything|distill[-_ ]?any|\bda[12]?v?2?[-_]|dav2/i },
  { family: 'zoedepth', hint: /zoe/i },
  { family: 'moge', hint: /moge/i },
  { family: 'unidepth', hint: /uni[-_ ]?depth/i },
  { family: 'dpt', hint: /\bdpt|_dpt|beit|swin|levit/i },
  { family: 'midas', hint: /midas/i },
];

/**
 * Proposes how an unlisted network is fed, from its name and shapes: one float picture of three planes in, one map out.
 * Numbers come from the listed row of the same family; an unknown file is told by its size: multiples of 14 are fed as Depth
 * Anything is (the commonest kind), others as MiDaS' own exports, which normalise inside.
 * Throws `model.wrongShape`.
 */
export function proposeRow(name: string, ports: Ports, manifest: ModelManifest): ModelRow {
  const image = ports.inputs.find(({ shape, type }) => (shape.length === 4 || shape.length === 5) && /^float(32|16)$/.test(type));
  const map = ports.outputs.find(({ shape, type }) => shape.length >= 2 && shape.length <= 5 && /^float(32|16)$/.test(type));
  if (!image || !map) throw failureError('model.wrongShape', name);
  if (image.shape.length === 5) return proposeWindowRow(name, image, map, manifest);
  const layout = layoutOf(image);
  if (!layout) throw failureError('model.wrongShape', name, `the input ${image.name} is ${image.shape.join('×')}`);
  const family = familyByPoints(ports) ?? familyByName(name) ?? familyByPorts(image, map);
  return rowLike(name, manifest.models.find((row) => row.family === family) ?? manifest.models[0]!, { image, map, layout });
}

interface Found {
  readonly image: TensorPort;
  readonly map: TensorPort;
  readonly layout: ModelInput['layout'];
}

function rowLike(name: string, like: ModelRow, { image, map, layout }: Found): ModelRow {
  return {
    id: idFrom(name),
    family: like.family,
    title: name,
    advice: `Your own file, fed like ${like.title}.`,
    licence: { id: 'unknown', commercial: 'ask' },
    files: [],
    input: { ...like.input, name: image.name, layout, ...fixedSize(image, layout, like.input) },
    output: { ...like.output, ...(like.output.points ? {} : { name: map.name }) } satisfies ModelOutput,
  };
}

/**
 * The proposed row with the multiple that the file was found to run with. A file told by its shapes alone, of which every free one could be Depth
 * Anything's, is no such thing when patches of 14 do not run: it is fed as MiDaS' own exports then, in its own shape.
 */
export function withMultiple(name: string, row: ModelRow, { multipleOf, ports, manifest }: { readonly multipleOf: number; readonly ports: Ports; readonly manifest: ModelManifest }): ModelRow {
  const guessed = row.family === 'depth-anything' && familyByName(name) === undefined && !ports.inputs.some((port) => port.name === 'pixel_values') && !ports.outputs.some((port) => port.name === 'predicted_depth');
  const midas = manifest.models.find(({ family }) => family === 'midas');
  if (!guessed || !midas) return { ...row, input: { ...row.input, multipleOf } };
  const { input } = midas;
  return { ...row, family: midas.family, advice: `Your own file, fed like ${midas.title}.`, input: { ...input, name: row.input.name!, layout: row.input.layout, policy: 'lower', multipleOf }, output: { ...midas.output, name: row.output.name! } };
}

/** Frames that the published networks over several frames see at once. */
const USUAL_WINDOW = 32;

/** A network over several frames, [1, length, 3, H, W]: fed like Video Depth Anything, whose window of 32 is taken over in proportion. */
function proposeWindowRow(name: string, image: TensorPort, map: TensorPort, manifest: ModelManifest): ModelRow {
  if (image.shape[2] !== 3) throw failureError('model.wrongShape', name, `the input ${image.name} is ${image.shape.join('×')}`);
  const like = manifest.models.find(({ family }) => family === 'video-depth-anything') ?? manifest.models[0]!;
  const length = typeof image.shape[1] === 'number' && image.shape[1] > 3 ? image.shape[1] : USUAL_WINDOW;
  const blend = Math.max(1, Math.round(length / 4));
  const tail = Array.from({ length: blend }, (_, i) => length - blend + i);
  return {
    id: idFrom(name),
    family: like.family,
    title: name,
    advice: `Your own file, which sees ${length} frames at once, fed like ${like.title}.`,
    licence: { id: 'unknown', commercial: 'ask' },
    files: [],
    input: { ...like.input, name: image.name, ...fixedSize({ ...image, shape: image.shape.slice(1) }, 'NCHW', like.input), window: { length, references: [0, Math.round((length * 3) / 8), ...tail], blend } },
    output: { ...like.output, name: map.name },
  };
}

function layoutOf({ shape }: TensorPort): ModelInput['layout'] | undefined {
  if (shape[1] === 3) return 'NCHW';
  return shape[3] === 3 ? 'NHWC' : undefined;
}

const familyByName = (name: string): string | undefined => FAMILIES.find(({ hint }) => hint.test(name))?.family;

/** Networks that give points are told by their outputs, since they cannot be read in any other way. */
function familyByPoints({ inputs, outputs }: Ports): string | undefined {
  if (outputs.some(({ name }) => name === 'pts_3d')) return 'unidepth';
  return outputs.some(({ name }) => name === 'points') || inputs.some(({ name }) => name === 'num_tokens') ? 'moge' : undefined;
}

function familyByPorts(image: TensorPort, map: TensorPort): string {
  if (map.name === 'metric_depth') return 'zoedepth';
  if (image.name === 'pixel_values' || map.name === 'predicted_depth') return 'depth-anything';
  return image.shape.slice(2).every((side) => typeof side !== 'number' || side % 14 === 0) ? 'depth-anything' : 'midas';
}

/** A file of one fixed size is fed exactly that size; a free one follows its family. */
function fixedSize({ shape }: TensorPort, layout: ModelInput['layout'], like: ModelInput): Pick<ModelInput, 'nominal' | 'policy'> {
  const [height, width] = layout === 'NCHW' ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const fixed = typeof height === 'number' && typeof width === 'number' && height > 0 && width > 0;
  return fixed ? { nominal: [width, height], policy: 'stretch' } : { nominal: like.nominal, policy: like.policy };
}

function idFrom(name: string): string {
  const plain = name.toLowerCase().replace(/\.onnx$/, '').replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '').slice(0, 64);
  return plain === '' ? 'own-model' : plain;
}
