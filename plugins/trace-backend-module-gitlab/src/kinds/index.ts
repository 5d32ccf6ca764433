import { KindNormaliser } from '../result';
import { deployment } from './deployment';
import { issue } from './issue';
import { job } from './job';
import { mergeRequest } from './mergeRequest';
import { note } from './note';
import { pipeline } from './pipeline';
import { push } from './push';
import { release } from './release';
import { tagPush } from './tagPush';

/** The kinds that are read, by GitLab's `object_kind`. */
export const KINDS: ReadonlyMap<string, KindNormaliser> = new Map([
  ['build', job],
  ['deployment', deployment],
  ['issue', issue],
  ['merge_request', mergeRequest],
  ['note', note],
  ['pipeline', pipeline],
  ['push', push],
  ['release', release],
  ['tag_push', tagPush],
  // Incidents and tasks; issues are still called `issue`.
  ['work_item', issue],
]);
