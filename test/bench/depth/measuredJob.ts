import { readFileSync } from 'node:fs';
import { estimateDepth } from '#helper/jobs/estimateDepth';

/**
 * A depth job in a process of its own, measured: `node measuredJob.js CLIP OUT [MODEL or nothing] [TILES]` prints one line of JSON. Processor time and memory
 * of the decoder are counted where the system tells them (Linux).
 */
const [clip, outFolder, model, tiles] = process.argv.slice(2);
const parts: Record<string, number> = {};
const stages: Record<string, { begun: number; ended: number }> = {};
/** Highest memory while the first `EARLY` frames of each stage were worked on, and after. */
const EARLY = 500;
const peaks = { early: 0, late: 0 };
let done = 0;
const watch = setInterval(() => {
  const part = done <= EARLY ? 'early' : 'late';
  peaks[part] = Math.max(peaks[part], residentBytes());
}, 100);
watch.unref();
const begun = performance.now();
const passport = await estimateDepth(
  { clip: clip!, outFolder: outFolder!, ownProcess: true, ...(model ? { model } : {}), ...(tiles ? { tiles: Number(tiles) } : {}), measure: (part, milliseconds) => (parts[part] = (parts[part] ?? 0) + milliseconds) },
  (event) => {
    if (event.event !== 'progress') return;
    done = event.done;
    stages[event.stage] = { begun: stages[event.stage]?.begun ?? performance.now(), ended: performance.now() };
  },
  new AbortController().signal,
);
const wall = performance.now() - begun;
const { user, system } = process.cpuUsage();
const frames = passport.frames.last - passport.frames.first + 1;
console.log(JSON.stringify({ frames, wall, cpu: (user + system) / 1000, decoderCpu: childrenCpu(), peak: Math.max(peaks.early, peaks.late), peaks, parts, stages }));

/** Processor time of ended children, milliseconds; 0 where the system does not tell. */
function childrenCpu(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

/** Memory of this process and its children, bytes. */
function residentBytes(): number {
  const own = process.memoryUsage.rss();
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    const pages = children.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]));
    return own + pages.reduce((a, b) => a + b * 4096, 0);
  } catch {
    return own;
  }
}
