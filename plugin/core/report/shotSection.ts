import type { DepthShot, ShotQuality } from '#contracts/depthAsset';
import type { FrameIndex, FrameRate } from '#contracts/units';
import { frameIndexToTimecode } from '../time/timecode.js';
import { lampBorders, lampOf, type LampMeasure } from '../depth/shotLamps.js';
import { lineGraph } from './lineGraph.js';

/** What is shown of a shot beside the words of the passport. */
export interface ShotEvidence {
  /** Frames above, their depth below, side by side: JPEG, base64. */
  readonly strip: { readonly jpeg: string; readonly width: number; readonly height: number; readonly moments: readonly FrameIndex[] };
  /** One value a frame of the shot. */
  readonly flicker: readonly number[];
  readonly agreement: readonly number[];
}

/** Top of the flicker graph: one and a half times what is poor already. */
const FLICKER_TOP = 0.03;

const percent = (value: number, digits: number): string => `${(100 * value).toFixed(digits)} %`;
const significant = (value: number): string => String(Number(value.toPrecision(4)));

/** What a lamp says: the measure, and from where on it would be better or worse. */
const lampWords: { readonly [Measure in LampMeasure]: (value: number) => string } = {
  flicker: (value) => `Flicker ${percent(value, 2)} of the depth's span a frame`,
  confidence: (value) => `Confidence ${percent(value, 0)}`,
  halo: (value) => `Halo ${percent(value, 0)}`,
};
const digits: { readonly [Measure in LampMeasure]: number } = { flicker: 1, confidence: 0, halo: 0 };

export function thresholdsOf(measure: LampMeasure): string {
  const { good, fair, better } = lampBorders[measure];
  const side = better === 'low' ? 'up to' : 'from';
  return `good ${side} ${percent(good, digits[measure])}, fair ${side} ${percent(fair, digits[measure])}`;
}

export function lampList(quality: ShotQuality): string {
  const measures: readonly LampMeasure[] = ['flicker', 'confidence', 'halo'];
  return measures.map((measure) => `<li class="${lampOf(measure, quality)}">${lampWords[measure](quality[measure])}: <b>${lampOf(measure, quality)}</b> <small>(${thresholdsOf(measure)})</small></li>`).join('');
}

const openingOf = (first: FrameIndex): string => `<!--shot ${first}-->`;
const closingOf = (first: FrameIndex): string => `<!--end of shot ${first}-->`;

/**
 * The part of the report about one shot. It says nothing of the rest of the clip, not even the shot's number, so that reports of parts made
 * on several machines join to the one that a single machine writes.
 */
export function shotSection(shot: DepthShot, evidence: ShotEvidence, rate: FrameRate): string {
  const { first, last, quality } = shot;
  const { jpeg, width, height, moments } = evidence.strip;
  const lines = [
    `${openingOf(first)}<section id="shot-${first}">`,
    `<h2>${frameIndexToTimecode(first, rate)} to ${frameIndexToTimecode(last, rate)} <small>frames ${first} to ${last}, ${last - first + 1} long</small></h2>`,
    `<figure><img src="data:image/jpeg;base64,${jpeg}" width="${width}" height="${height}" alt="Frames ${moments.join(', ')}: picture above, depth below"><figcaption>Frames ${moments.join(', ')}: picture above, depth below, white = near</figcaption></figure>`,
    ...(quality ? [`<ul class="lamps">${lampList(quality)}</ul>`] : []),
    `<p>${rangeWords(shot)}</p>`,
    `<div class="graphs">${graphsOf(evidence)}</div>`,
    `</section>${closingOf(first)}`,
  ];
  return lines.join('\n');
}

function rangeWords({ range, metres, nearFocus, farFocus, quality }: DepthShot): string {
  const parts = [
    `Range: black is ${significant(range.far)}, white ${significant(range.near)} of the network's own scale`,
    ...(metres ? [`that is ${significant(metres.far)} m to ${significant(metres.near)} m`] : []),
    `foreground at ${percent(nearFocus, 0)}, background at ${percent(farFocus, 0)} grey`,
    ...(quality && quality.hidden > 0 ? [`${quality.hidden} frames show nothing and take a neighbour's depth`] : []),
  ];
  return `${parts.join('; ')}.`;
}

function graphsOf({ flicker, agreement }: ShotEvidence): string {
  const levels = (measure: LampMeasure): { at: number; name: string }[] => [{ at: lampBorders[measure].good, name: 'fair' }, { at: lampBorders[measure].fair, name: 'poor' }];
  return [
    `<figure>${lineGraph({ title: 'Flicker over the frames', values: flicker, top: FLICKER_TOP, levels: levels('flicker'), worst: 'highest' })}<figcaption>Flicker, 0 to ${percent(FLICKER_TOP, 0)}; lines: where fair and poor begin</figcaption></figure>`,
    `<figure>${lineGraph({ title: 'Agreement over the frames', values: agreement, top: 1, levels: levels('confidence'), worst: 'lowest' })}<figcaption>Agreement with the keyframe, 0 to 100 %; lines: where fair and poor begin</figcaption></figure>`,
  ].join('');
}

/** The sections in a report, by the first frame of their shot. */
export function sectionsIn(page: string): ReadonlyMap<FrameIndex, string> {
  const sections = new Map<FrameIndex, string>();
  for (const [, digits] of page.matchAll(/<!--shot (\d{1,10})-->/g)) {
    const first = Number(digits);
    const from = page.indexOf(openingOf(first));
    const end = page.indexOf(closingOf(first), from);
    if (end > from) sections.set(first, page.slice(from, end + closingOf(first).length));
  }
  return sections;
}
