import { changeKey, ReviewAttributes } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  facts,
  ignored,
  member,
  readPayload,
} from '@throughline/plugin-trace-node';
import { changeFact, pullRequestSchema } from '../change';
import { EventNormaliser } from '../result';
import { account, id, instant, readAction, repository, sha } from '../schemas';

const STATES = {
  approved: 'approved',
  changes_requested: 'changes-requested',
  commented: 'commented',
  dismissed: 'dismissed',
} as const satisfies Record<string, ReviewAttributes['state']>;

const schema = z.object({
  review: z.object({
    id,
    user: account,
    state: z
      .string()
      .toLowerCase()
      .pipe(z.enum(Object.keys(STATES) as Array<keyof typeof STATES>)),
    submitted_at: instant,
    updated_at: instant.optional(),
    commit_id: sha.nullish(),
  }),
  pull_request: pullRequestSchema,
  repository,
});

/** Its place among what happens to a pull request within one second. */
const RANK = 6;

/** `pull_request_review`: a verdict given or taken back. */
export const pullRequestReview: EventNormaliser = payload => {
  const action = readAction(payload);
  if (action !== 'submitted' && action !== 'dismissed') {
    return ignored(`A review being "${action}" changes no verdict.`);
  }
  const {
    review,
    pull_request: pull,
    repository: of,
  } = readPayload(schema, payload);
  const dismissed = action === 'dismissed';
  const dismissedAt = review.updated_at ?? pull.updated_at;
  const at =
    dismissed && dismissedAt > review.submitted_at
      ? dismissedAt
      : review.submitted_at;
  return facts(
    changeFact(of, pull, RANK),
    member<ReviewAttributes>(
      changeKey(of.name, pull.number),
      at,
      `review:${review.id}`,
      {
        state: dismissed ? 'dismissed' : STATES[review.state],
        by: review.user,
        at,
        sha: review.commit_id ?? undefined,
      },
      dismissed ? 1 : 0,
    ),
  );
};
