import {
  Actor,
  authorshipOfAccount,
  authorshipOfBranch,
  authorshipOfLabels,
  ChangeAttributes,
  changeKey,
  Fact,
  findMentions,
  MAX_MENTION_TEXT,
  relandsOfMessage,
  revertsOfMessage,
  wordsOf,
  ReviewAttributes,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import * as fields from '../request/fields';
import { notLater, said } from './said';

const MAX_LABELS = 100;
const MAX_REVIEWS = 100;

/** Which of two reports of one moment is the later one. */
const RANKS = { open: 0, closed: 1, merged: 2 } as const;
const STATES = Object.keys(RANKS) as Array<keyof typeof RANKS>;

const VERDICTS = [
  'approved',
  'changes-requested',
  'commented',
  'dismissed',
] as const satisfies Array<ReviewAttributes['state']>;

const actor = z
  .strictObject(
    {
      login: fields.identifier('a login'),
      type: z.enum(['person', 'bot'], 'one of person, bot').optional(),
    },
    'an account, e.g. { "login": "octocat" }',
  )
  .transform(
    ({ login, type }): Actor => ({
      login,
      type: type ?? (login.endsWith('[bot]') ? 'bot' : 'unknown'),
    }),
  );

const review = z.strictObject(
  {
    id: fields.id,
    state: z.enum(VERDICTS, `one of ${VERDICTS.join(', ')}`),
    by: actor,
    at: fields.instant,
    sha: fields.sha.optional(),
  },
  'a review',
);

/** A body of type `change`: a pull or merge request as it is at a moment. */
export const changeSchema = z
  .strictObject({
    type: z.literal('change'),
    deliveryId: fields.deliveryId.optional(),
    repository: fields.repository,
    number: fields.number,
    title: fields.title,
    description: fields.prose(MAX_MENTION_TEXT).optional(),
    url: fields.pageAddress,
    state: z.enum(STATES, `one of ${STATES.join(', ')}`),
    draft: fields.flag.default(false),
    author: actor,
    baseBranch: fields.identifier('the name of a branch'),
    headBranch: fields.identifier('the name of a branch'),
    headSha: fields.sha,
    mergeSha: fields.sha.optional(),
    intoDefaultBranch: fields.flag.optional(),
    createdAt: fields.instant,
    readyAt: fields.instant.optional(),
    mergedAt: fields.instant.optional(),
    closedAt: fields.instant.optional(),
    at: fields.instant.optional(),
    labels: fields
      .list(fields.label('a label'), 'labels')
      .max(MAX_LABELS, `at most ${MAX_LABELS} labels`)
      .optional(),
    requestedReviews: fields.count.optional(),
    reviews: fields
      .list(review, 'reviews')
      .max(MAX_REVIEWS, `at most ${MAX_REVIEWS} reviews`)
      .default([]),
    additions: fields.count.optional(),
    deletions: fields.count.optional(),
    changedFiles: fields.count.optional(),
    paths: fields.paths.optional(),
    pathsTruncated: fields.flag.optional(),
    commits: fields.count.optional(),
  })
  .superRefine(({ state, mergedAt, mergeSha }, context) => {
    if (state !== 'merged') return;
    const needed = { mergedAt, mergeSha };
    for (const [field, value] of Object.entries(needed)) {
      if (value === undefined) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message:
            field === 'mergedAt'
              ? 'the time of the merge, since the state is merged'
              : 'the commit of the merge, since the state is merged',
        });
      }
    }
  });

type Change = z.output<typeof changeSchema>;

/** What is said of it, or said to be none any more. */
type Said = { [K in keyof ChangeAttributes]?: ChangeAttributes[K] | null };

const orNone = <T>(list: T[]) => (list.length > 0 ? list : null);

/**
 * What a change is: the same registers of the same subject as a forge's
 * connector fills, so that one change that both report is one.
 */
export function changeFacts(body: Change, receivedAt: string): Fact[] {
  const { repository, number, state, description, labels = [] } = body;
  const at = notLater(body.at, receivedAt);
  const subject = changeKey(repository, number);
  const merged = state === 'merged';
  const attributes: Said = {
    number,
    title: body.title,
    url: body.url,
    state,
    draft: body.draft,
    author: body.author,
    baseBranch: body.baseBranch,
    headBranch: body.headBranch,
    headSha: body.headSha,
    mergeSha: merged ? body.mergeSha : undefined,
    intoDefaultBranch: body.intoDefaultBranch,
    createdAt: body.createdAt,
    mergedAt: merged ? body.mergedAt : null,
    closedAt: state === 'open' ? null : body.closedAt ?? body.mergedAt ?? at,
    readyAt: body.draft ? null : body.readyAt,
    additions: body.additions,
    deletions: body.deletions,
    changedFiles: body.changedFiles,
    paths: body.paths,
    pathsTruncated: body.pathsTruncated ?? (body.paths && false),
    commits: body.commits,
    labels: body.labels,
    requestedReviews: body.requestedReviews,
    mentions: orNone([
      ...findMentions(body.title, 'title', repository),
      ...findMentions(description, 'body', repository),
      ...findMentions(body.headBranch, 'branch'),
    ]),
    words: orNone(wordsOf(description, 'body')),
    reverts: orNone(revertsOfMessage(description ?? '', repository)),
    relands: orNone(
      relandsOfMessage(`${body.title}\n\n${description ?? ''}`, repository),
    ),
    authorship: orNone([
      ...(body.author.login ? authorshipOfAccount(body.author.login) : []),
      ...authorshipOfBranch(body.headBranch),
      ...authorshipOfLabels(labels),
    ]),
  };
  return [
    { subject, at, rank: RANKS[state], attributes: said(attributes) },
    ...body.reviews.map(({ id, ...verdict }): Fact => {
      const given: ReviewAttributes = verdict;
      return {
        subject,
        at: notLater(verdict.at, receivedAt),
        rank: verdict.state === 'dismissed' ? 1 : 0,
        attributes: said({ [`review:${id}`]: given }),
      };
    }),
  ];
}
