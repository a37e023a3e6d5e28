import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { printDebugFile, printExtensionManifest } from './extensionManifest.js';

/** `npm run manifest`: writes the two files that a test holds against the configuration. */
await writeFileAtomically(join(projectRoot(), 'CSXS', 'manifest.xml'), printExtensionManifest());
await writeFileAtomically(join(projectRoot(), '.debug'), printDebugFile());
