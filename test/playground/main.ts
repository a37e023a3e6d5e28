import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { openPlayground } from './openPlayground.js';

/** `npm run playground [-- CLIP...]`: the panel in a browser, without Adobe. */
const given = process.argv.slice(2).map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
const folder = join(projectRoot(), 'depthbeat-out', 'playground');

/** The sample is copied, so that its depth pass does not land among the sources. */
function copiedSample(): string {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, 'clip.mp4');
  cpSync(sampleFiles().clip, target);
  return target;
}

const playground = await openPlayground(given.length > 0 ? given : [copiedSample()], { DEPTHBEAT_DATA: join(folder, 'data') });
console.log('The panel, with a pretended After Effects and the real helper:');
console.log(`  ${playground.address({ music: sampleFiles().song })}`);
console.log('Open this address in Chrome, Edge or Chromium. Ctrl-C ends it.');
const end = (): void => void playground.close().finally(() => process.exit(0));
process.once('SIGINT', end);
process.once('SIGTERM', end);
