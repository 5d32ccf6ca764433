import { JsonObject } from '@backstage/types';
import {
  CommitAttributes,
  PushAttributes,
} from '@throughline/plugin-trace-common';

/**
 * Whether what a commit leads to is told by the order of a push alone, and may
 * be otherwise in the repository. With the last commit of a push to the default
 * branch it cannot be: all of the push came with it.
 *
 * @param state - of a commit
 */
export function isToldByPushOrder(state: JsonObject): boolean {
  const { parents, sha } = state as Partial<CommitAttributes>;
  const endsPush = Object.entries(state)
    .filter(([name]) => name.startsWith('push:'))
    .map(([, value]) => value as unknown as PushAttributes)
    .some(({ defaultBranch, after }) => defaultBranch && after === sha);
  return !parents && !endsPush;
}
