import { barPointerTracker } from '#helper/audio/barPointerTracker';
import { itBehavesAsABeatTracker } from '../../suites/beatTrackerSuite.js';

describe('barPointerTracker', () => itBehavesAsABeatTracker(barPointerTracker));
