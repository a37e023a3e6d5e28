import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Seconds } from '#contracts/units';

/** A grid for recipes that need no music. */
export function silentGrid(duration: Seconds): BeatGrid {
  return {
    schema: 'depthbeat.beatGrid', version: 1, duration, tempo: 0, metre: { beatsPerBar: 4 }, confidence: 0,
    beats: [], tempoSegments: [], sections: [], hits: [], provenance: { algorithm: 'none', algorithmVersion: '0', source: { path: '', fingerprint: '' }, edits: [] },
  };
}

/** For what depends on the music alone. */
export const noPassport = { shots: [] } as unknown as DepthPassport;
