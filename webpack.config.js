import { hostBundle } from './host-scripts/webpack.host.js';
import { panelBundle } from './panel/webpack.panel.js';

/** One configuration per bundle: each part keeps its own beside its code. */
export default [hostBundle, panelBundle];
