import { folderFigures } from '../kind.js';
import type { FinishedHistory } from './finishedHistory.js';
import { hazards } from './hazards.js';
import { incidence } from './incidence.js';
import { survival } from './survival.js';

/** What the results of `eha` can show. */
export const historyFigures = folderFigures<FinishedHistory>([hazards, survival, incidence]);
