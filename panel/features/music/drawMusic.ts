import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';
import { lastAtOrBefore } from '#core/beatgrid/queryGrid';
import type { Colours } from '../../theme/useColours.js';
import type { Soundtrack } from '../../state/soundtrack.js';
import { timeToX, xToTime, type TimeWindow } from './timeWindow.js';

export interface MusicDrawing {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  readonly font: string;
  readonly soundtrack?: Soundtrack;
  readonly grid?: BeatGrid;
  /** Times on which the chosen recipe fires, rising. */
  readonly firing: readonly Seconds[];
  readonly selected?: Seconds;
}

/** Heights of the lanes, CSS pixels: section names and bar numbers above, hits below the wave. */
export const rulerHeight = 30;
export const hitsHeight = 18;
/** Beats closer than this many pixels are left out, downbeats last. */
const leastGap = 3;

type Canvas = CanvasRenderingContext2D;

function drawWave(canvas: Canvas, { window, width, height, colours }: MusicDrawing, { points, pointsPerSecond }: Soundtrack): void {
  const middle = rulerHeight + (height - rulerHeight - hitsHeight) / 2;
  const scale = (height - rulerHeight - hitsHeight) / 2 / 127;
  canvas.fillStyle = colours.wave;
  canvas.beginPath();
  for (let x = 0; x < width; x++) {
    const first = Math.max(0, Math.floor(xToTime(window, x, width) * pointsPerSecond));
    const last = Math.min(points.length / 2, Math.max(first + 1, Math.ceil(xToTime(window, x + 1, width) * pointsPerSecond)));
    let [low, high] = [0, 0];
    // A view of hours would look at a hundred points for each column: sixteen of them say as much.
    const step = Math.max(1, Math.floor((last - first) / 16));
    for (let at = first; at < last; at += step) {
      if (points[at * 2] < low) low = points[at * 2];
      if (points[at * 2 + 1] > high) high = points[at * 2 + 1];
    }
    const top = middle - high * scale;
    canvas.rect(x, top, 1, Math.max(1, (high - low) * scale));
  }
  canvas.fill();
}

function drawSections(canvas: Canvas, { window, width, colours, font }: MusicDrawing, grid: BeatGrid): void {
  canvas.font = font;
  for (const { start, end, label, energy } of grid.sections) {
    const [left, right] = [timeToX(window, start, width), timeToX(window, end, width)];
    if (right < 0 || left > width) continue;
    canvas.globalAlpha = 0.25 + 0.5 * energy;
    canvas.fillStyle = colours.hover;
    canvas.fillRect(left + 1, 1, Math.max(1, right - left - 2), 13);
    canvas.globalAlpha = 1;
    canvas.fillStyle = colours.text;
    if (right - left > 30) canvas.fillText(label, Math.max(3, left + 4), 11, right - left - 8);
  }
}

/** Beats inside the window, with one more on either side. */
function visible<T extends { readonly time: Seconds }>(items: readonly T[], { from, span }: TimeWindow): readonly T[] {
  return items.slice(Math.max(0, lastAtOrBefore(items, from)), lastAtOrBefore(items, from + span) + 2);
}

/** The beats to draw: all while there is room, else the downbeats alone, else every so many of them. */
function thinned(beats: readonly Beat[], { window, width }: MusicDrawing): readonly Beat[] {
  const shown = visible(beats, window);
  if (shown.length * leastGap <= width) return shown;
  const bars = shown.filter(({ downbeat }) => downbeat);
  const step = Math.max(1, Math.ceil((bars.length * leastGap) / width));
  return bars.filter((_, index) => index % step === 0);
}

function drawBeats(canvas: Canvas, drawing: MusicDrawing, grid: BeatGrid): void {
  const { window, width, height, colours, selected } = drawing;
  const floor = height - hitsHeight;
  const room = floor - rulerHeight;
  for (const { time, downbeat, strength, confidence } of thinned(grid.beats, drawing)) {
    const x = Math.round(timeToX(window, time, width));
    const isSelected = time === selected;
    canvas.fillStyle = isSelected ? colours.accent : downbeat ? colours.text : colours.faint;
    canvas.globalAlpha = isSelected ? 1 : 0.35 + 0.65 * confidence;
    const length = Math.max(8, room * (0.25 + 0.75 * strength));
    canvas.fillRect(x - (downbeat || isSelected ? 1 : 0), floor - length, downbeat || isSelected ? 2 : 1, length);
    if (downbeat) canvas.fillRect(x - 1, rulerHeight - 6, 2, 6);
  }
  canvas.globalAlpha = 1;
}

function drawBarNumbers(canvas: Canvas, { window, width, colours, font }: MusicDrawing, grid: BeatGrid): void {
  canvas.font = font;
  canvas.fillStyle = colours.faint;
  let lastRight = -Infinity;
  let bar = 0;
  for (const { time, downbeat } of grid.beats) {
    if (!downbeat) continue;
    bar++;
    const x = timeToX(window, time, width);
    if (x < lastRight + 6 || x < -20) continue;
    if (x > width) break;
    canvas.fillText(String(bar), x + 3, rulerHeight - 4);
    lastRight = x + 3 + String(bar).length * 7;
  }
}

/** A mark at the foot of every beat that will fire. */
function drawFiring(canvas: Canvas, { window, width, height, colours, firing }: MusicDrawing): void {
  canvas.fillStyle = colours.accent;
  let last = -Infinity;
  for (const time of firing) {
    const x = timeToX(window, time, width);
    if (x < -6 || x - last < 2) continue;
    if (x > width + 6) break;
    last = x;
    canvas.beginPath();
    canvas.moveTo(x, height - hitsHeight - 7);
    canvas.lineTo(x - 5, height - hitsHeight);
    canvas.lineTo(x + 5, height - hitsHeight);
    canvas.fill();
  }
}

const lanes = { kick: 2, snare: 1, hat: 0 } as const;

function drawHits(canvas: Canvas, { window, width, height, colours }: MusicDrawing, grid: BeatGrid): void {
  const hits = visible(grid.hits, window);
  const step = Math.max(1, Math.ceil(hits.length / width));
  for (let i = 0; i < hits.length; i += step) {
    const { time, band, strength } = hits[i];
    canvas.fillStyle = colours[band];
    canvas.globalAlpha = 0.3 + 0.7 * strength;
    canvas.fillRect(timeToX(window, time, width), height - hitsHeight + 3 + lanes[band] * 5, 2, 4);
  }
  canvas.globalAlpha = 1;
}

/** Draws the music of a window: wave, form, bars, beats, what fires, and hits. Cost grows with what is visible, not with the song. */
export function drawMusic(canvas: Canvas, drawing: MusicDrawing): void {
  const { width, height, colours, soundtrack, grid } = drawing;
  canvas.fillStyle = colours.sunken;
  canvas.fillRect(0, 0, width, height);
  canvas.fillStyle = colours.line;
  canvas.fillRect(0, rulerHeight, width, 1);
  canvas.fillRect(0, height - hitsHeight, width, 1);
  if (soundtrack) drawWave(canvas, drawing, soundtrack);
  if (!grid) return;
  drawSections(canvas, drawing, grid);
  drawBeats(canvas, drawing, grid);
  drawBarNumbers(canvas, drawing, grid);
  drawFiring(canvas, drawing);
  drawHits(canvas, drawing, grid);
}
