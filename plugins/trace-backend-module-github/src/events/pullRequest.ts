import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { changeFact, pullRequestSchema } from '../change';
import { EventNormaliser } from '../result';
import { readAction, repository } from '../schemas';

const schema = z.object({ pull_request: pullRequestSchema, repository });

/** Which of two reports of one second is the later one. */
const RANKS = new Map([
  ['opened', 0],
  ['edited', 1],
  ['labeled', 1],
  ['unlabeled', 1],
  ['converted_to_draft', 2],
  ['ready_for_review', 3],
  ['review_requested', 4],
  ['review_request_removed', 5],
  // 6 is for reviews.
  ['synchronize', 7],
  ['reopened', 8],
  ['closed', 9],
]);

/**
 * When it became ready for review. Only some payloads know: the one that opens
 * it and the ones that change its being a draft.
 *
 * @returns null when it is not ready any more
 */
function readyAt(
  action: string,
  pull: z.output<typeof pullRequestSchema>,
): string | null | undefined {
  switch (action) {
    case 'opened':
      return pull.draft ? undefined : pull.created_at;
    case 'ready_for_review':
      return pull.updated_at;
    case 'converted_to_draft':
      return null;
    default:
      return undefined;
  }
}

/** `pull_request` */
export const pullRequest: EventNormaliser = payload => {
  const action = readAction(payload);
  const rank = RANKS.get(action);
  if (rank === undefined) {
    return ignored(
      `A pull request being "${action}" changes nothing about its delivery.`,
    );
  }
  const { pull_request: pull, repository: of } = readPayload(schema, payload);
  return facts(changeFact(of, pull, rank, readyAt(action, pull)));
};
