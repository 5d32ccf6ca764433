import {
  authorshipOfAccount,
  authorshipOfBranch,
  authorshipOfLabels,
  ChangeAttributes,
  changeKey,
  Fact,
  findMentions,
  Mention,
  relandsOfMessage,
  revertsOfMessage,
  MAX_MENTION_TEXT,
  wordsOf,
} from '@throughline/plugin-trace-common';
import {
  fact,
  some,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { mentionsIn, revertedRequests } from './mentions';
import { actorOf, Project } from './schemas';

/** A merge request at some moment, as webhooks and the API both can say. */
export interface MergeRequest {
  number: number;
  title: string;
  description: string | null | undefined;
  url: string | undefined;
  state: 'opened' | 'closed' | 'merged' | 'locked';
  draft: boolean;
  /** Login; webhooks know it only of those who take part. */
  author: string | undefined;
  sourceBranch: string;
  targetBranch: string;
  headSha: string | undefined;
  /** Once it is merged, as far as it is known. */
  mergeSha: string | undefined;
  createdAt: string;
  updatedAt: string;
  /** Undefined where it is not said; null where there is none. */
  mergedAt: string | null | undefined;
  closedAt: string | null | undefined;
  readyAt?: string | null;
  /** Undefined where they are not said. */
  labels: string[] | undefined;
  reviewers: number | undefined;
}

/**
 * Which of two reports of one second is the later one: by what became of the
 * request, and then the API's, which is asked when all is done.
 */
export const CHANGE_RANKS = {
  open: 0,
  updated: 1,
  reopened: 2,
  closed: 3,
  merged: 4,
  /** Added to these. */
  api: 5,
} as const;

/** A label may name a ticket, but it does not say where it comes from. */
function mentionsOfLabels(names: string[], repository: string): Mention[] {
  return findMentions(names.join('\n'), 'body', repository).map(mention => ({
    ...mention,
    verb: 'mentions',
    text: `label: ${mention.text}`,
  }));
}

function mentionsOf(request: MergeRequest, repository: string): Mention[] {
  return [
    ...mentionsIn(request.title, 'title', repository),
    ...mentionsIn(request.description, 'body', repository),
    ...findMentions(request.sourceBranch, 'branch'),
    ...mentionsOfLabels(request.labels ?? [], repository),
  ];
}

function revertsOf({ description }: MergeRequest, repository: string) {
  const read = (description ?? '').slice(0, MAX_MENTION_TEXT);
  return [
    ...revertsOfMessage(read, repository),
    ...revertedRequests(read, repository),
  ];
}

/**
 * That nobody is known to be the author, until somebody says who: a change
 * without one is not shown.
 */
export function unknownAuthor(
  { name }: Project,
  { number, author }: MergeRequest,
): Fact[] {
  return author === undefined
    ? [
        fact<ChangeAttributes>(changeKey(name, number), UNLESS_SAID_OTHERWISE, {
          author: { type: 'unknown' },
        }),
      ]
    : [];
}

/** Without the author's account there may be a sign that is not seen here. */
function authorshipOf({ author, sourceBranch }: MergeRequest, names: string[]) {
  const signs = some([
    ...authorshipOfAccount(author),
    ...authorshipOfBranch(sourceBranch),
    ...authorshipOfLabels(names),
  ]);
  return signs ?? (author === undefined ? undefined : null);
}

/** A merge that is under way is not one yet. */
const STATES = {
  opened: 'open',
  locked: 'open',
  closed: 'closed',
  merged: 'merged',
} as const satisfies Record<MergeRequest['state'], ChangeAttributes['state']>;

/**
 * What a merge request is at that moment. `null` where it once may have said
 * something that holds no more, e.g. a closing time.
 */
export function changeFact(
  { name, defaultBranch }: Project,
  request: MergeRequest,
  rank: number,
): Fact {
  const { labels: names = [] } = request;
  return fact<ChangeAttributes>(
    changeKey(name, request.number),
    request.updatedAt,
    {
      number: request.number,
      title: request.title,
      url: request.url,
      state: STATES[request.state],
      draft: request.draft,
      author:
        request.author === undefined ? undefined : actorOf(request.author),
      baseBranch: request.targetBranch,
      headBranch: request.sourceBranch,
      headSha: request.headSha,
      mergeSha: request.mergeSha,
      intoDefaultBranch: defaultBranch
        ? request.targetBranch === defaultBranch
        : undefined,
      createdAt: request.createdAt,
      mergedAt: request.mergedAt,
      closedAt: request.closedAt,
      readyAt: request.readyAt,
      labels: request.labels,
      requestedReviews: request.reviewers,
      mentions: some(mentionsOf(request, name)) ?? null,
      words: some(wordsOf(request.description, 'body')) ?? null,
      reverts: some(revertsOf(request, name)) ?? null,
      relands:
        some(
          relandsOfMessage(
            `${request.title}\n\n${request.description ?? ''}`,
            name,
          ),
        ) ?? null,
      authorship: authorshipOf(request, names),
    },
    rank,
  );
}
