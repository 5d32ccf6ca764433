import { agentOpened } from './agentOpened';
import { assistantWritten } from './assistantWritten';
import { dependencyBump } from './dependencyBump';
import { directCommit } from './directCommit';
import { flakyTest } from './flakyTest';
import { incident } from './incident';
import { mergeCommit } from './mergeCommit';
import { monorepo } from './monorepo';
import { noTicket } from './noTicket';
import { rebaseMerge } from './rebaseMerge';
import { restrictedTicket } from './restrictedTicket';
import { reviewPileUp } from './reviewPileUp';
import { revert } from './revert';
import { rollback } from './rollback';
import { rolledBackNow } from './rolledBackNow';
import { squashMerge } from './squashMerge';
import { stagesNow } from './stagesNow';
import { Story } from './story';

/** Every awkward case the demo shows; later ones may refer to earlier ones. */
export const STORIES: Story[] = [
  rollback,
  incident,
  revert,
  flakyTest,
  noTicket,
  directCommit,
  squashMerge,
  dependencyBump,
  agentOpened,
  assistantWritten,
  stagesNow,
  rebaseMerge,
  mergeCommit,
  monorepo,
  rolledBackNow,
  restrictedTicket,
  reviewPileUp,
];
