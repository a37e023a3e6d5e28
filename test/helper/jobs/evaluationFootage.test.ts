import { expect } from 'chai';
import { existsSync, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DepthPassport } from '#contracts/depthAsset';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { projectRoot } from '#helper/media/projectRoot';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder } from '../../fixtures/madeClips.js';

const footage = join(process.env['DEPTHBEAT_EVAL'] ?? join(projectRoot(), '..', 'shared', 'eval'), 'depth', 'footage');
const run = (clip: string, outFolder: string, last: number): Promise<DepthPassport> => estimateDepth({ clip, outFolder, frames: { first: 0, last } }, () => undefined, new AbortController().signal);

/** What is known of each awkward file: upright size, rate, and frames in all. */
const truths: Readonly<Record<string, readonly [string, string, number]>> = {
  'awkward_23976_timecode.mov': ['480x270', '24000/1001', 48],
  'awkward_hevc_10bit.mp4': ['480x270', '30000/1001', 60],
  'awkward_interlaced_2997_tff.mp4': ['480x360', '30000/1001', 44],
  'awkward_odd_427x285_yuv444.mp4': ['427x285', '30/1', 60],
  'awkward_one_frame.mp4': ['480x270', '30000/1001', 1],
  'awkward_portrait_rotate90.mp4': ['270x480', '30/1', 60],
  'awkward_prores4444_alpha.mov': ['320x214', '15/1', 15],
  // 66 pictures over 2.967 s on a grid of 30: constant rate that keeps the duration.
  'awkward_vfr.mp4': ['480x270', '30/1', 89],
};

// Registered only where the evaluation set lies beside the checkout.
if (existsSync(footage)) {
  describe('the awkward footage of the evaluation set', () => {
    const named = readdirSync(footage).filter((name) => name.startsWith('awkward name'));
    for (const [name, [size, rate, frames]] of [...Object.entries(truths), ...named.map((name) => [name, ['480x270', '30/1', 30]] as const)]) {
      it(`makes the last frames of ${name} right`, async () => {
        const out = join(freshFolder(), 'out');
        const first = Math.max(0, frames - 4);
        const request = { clip: join(footage, name), outFolder: out, frames: { first, last: frames + 50 } };
        const passport = await estimateDepth(request, () => undefined, new AbortController().signal);
        expect(`${passport.size.width}x${passport.size.height}`).to.equal(size);
        expect(`${passport.frameRate.numerator}/${passport.frameRate.denominator}`).to.equal(rate);
        expect(passport.frames).to.deep.equal({ first, last: frames - 1 });
        // One file a frame, the passport and the report.
        expect(await readdir(out)).to.have.length(frames - first + 2);
      });
    }

    it('gives one failure for the truncated and the silent file', async () => {
      const out = join(freshFolder(), 'out');
      expect(await failureCode(run(join(footage, 'awkward_truncated_no_index.mp4'), out, 9))).to.equal('media.unreadable');
      expect(await failureCode(run(join(footage, 'awkward_audio_only.mp4'), out, 9))).to.equal('media.noVideo');
      expect(existsSync(out)).to.equal(false);
    });

    it('finds the cuts of the montage, and one change in its dissolve (frames 74 to 86)', async () => {
      const { cuts } = await run(join(footage, 'cuts_montage.mp4'), join(freshFolder(), 'out'), 163);
      const dissolves = (frame: number): boolean => frame >= 74 && frame <= 86;
      expect(cuts.filter((frame) => !dissolves(frame))).to.deep.equal([29, 53, 99, 135]);
      expect(cuts.filter(dissolves)).to.have.length(1);
    });
  });
}
