import { electronicStyles } from './electronicStyles.js';
import { ensembleStyles } from './ensembleStyles.js';
import { jazzStyles } from './jazzStyles.js';
import { latinStyles } from './latinStyles.js';
import { pianoStyles } from './pianoStyles.js';
import { rockStyles } from './rockStyles.js';
import type { Style } from './style.js';

/** Styles of the practice music: what is commonly played, none after a particular piece. */
export const styles: readonly Style[] = [...electronicStyles, ...ensembleStyles, ...jazzStyles, ...latinStyles, ...pianoStyles, ...rockStyles];
