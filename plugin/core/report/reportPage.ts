import type { DepthPassport, DepthShot } from '#contracts/depthAsset';
import { lampOf } from '../depth/shotLamps.js';
import { frameIndexToTimecode } from '../time/timecode.js';
import { printFrameRate } from '../time/frameRate.js';
import { escapeMarkup } from '../text/escapeMarkup.js';
import { reportStyle } from './reportStyle.js';

/** Frames taken alone are shown every so many frames: each is a shot of its own. */
const EVERY = 25;

/**
 * Shots that a report shows, by the place of their first frame. `firstFrame`: of the whole job, also in a part of it, so that parts show what
 * the whole does.
 */
export function shownShots(shots: readonly DepthShot[], alone: boolean, firstFrame: number): readonly DepthShot[] {
  return alone ? shots.filter(({ first }) => (first - firstFrame) % EVERY === 0) : shots;
}

export interface ReportContent {
  readonly passport: DepthPassport;
  /** Name of the clip's file; any text. */
  readonly clipName: string;
  /** `shotSection` of each shown shot. */
  readonly sections: readonly string[];
  readonly shown: readonly DepthShot[];
}

/**
 * `report.html` of a depth pass: one file without scripts, links or anything from outside, that says per shot how the depth came out. It
 * depends on the pass alone (no time of day, no machine), so that equal jobs write equal reports.
 */
export function reportPage({ passport, clipName, sections, shown }: ReportContent): string {
  const name = escapeMarkup(clipName);
  const lines = [
    '<!DOCTYPE html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Depth pass of ${name}</title>`,
    `<style>${reportStyle}</style></head><body><main>`,
    `<h1>Depth pass of <bdi>${name}</bdi></h1>`,
    `<p>${factsOf(passport)}</p>`,
    ...(passport.settings['consistency'] === 'frame' ? [`<p>Every frame was taken alone, so nothing is compared over time. Every ${EVERY}th frame is shown.</p>`] : [`<p>${cutsOf(passport)}</p>`]),
    overview(passport, shown),
    `<p class="faint">Flicker: mean change of depth from frame to frame where the picture stands still. Confidence: share of the picture whose depth agrees with the shot's keyframes. Halo: share of the way across depth edges that lies at neither side's depth, and rims beside them.</p>`,
    ...sections,
    '</main></body></html>',
  ];
  return `${lines.join('\n')}\n`;
}

function factsOf({ frames, frameRate, size, model, provider, format, settings }: DepthPassport): string {
  const tiles = Number(settings['tiles'] ?? 1);
  const count = frames.last - frames.first + 1;
  return `${count} ${count === 1 ? 'frame' : 'frames'} (${frames.first} to ${frames.last}) at ${printFrameRate(frameRate)} a second, ${size.width} × ${size.height}, written as ${format}. Network ${escapeMarkup(model.id)}, fed ${model.inputSize.width} × ${model.inputSize.height}${tiles > 1 ? ` and ${tiles} × ${tiles} tiles of that size` : ''}, on ${escapeMarkup(provider)}.`;
}

function cutsOf({ cuts, shots, frameRate }: DepthPassport): string {
  if (cuts.length === 0) return 'One shot.';
  return `${shots.length} shots. Cuts at ${cuts.map((cut) => `${frameIndexToTimecode(cut, frameRate)} (${cut})`).join(', ')}.`;
}

function overview({ frameRate }: DepthPassport, shown: readonly DepthShot[]): string {
  const rows = shown.map(({ first, last, quality }) => {
    const lamps = quality ? (['flicker', 'confidence', 'halo'] as const).map((measure) => `<td class="${lampOf(measure, quality)}">${lampOf(measure, quality)}</td>`).join('') : '<td>–</td><td>–</td><td>–</td>';
    return `<tr><td><a href="#shot-${first}">${frameIndexToTimecode(first, frameRate)}</a></td><td>${first} to ${last}</td>${lamps}</tr>`;
  });
  return `<table><thead><tr><th>shot at</th><th>frames</th><th>flicker</th><th>confidence</th><th>halo</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
