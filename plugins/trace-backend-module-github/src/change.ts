import {
  authorshipOfAccount,
  authorshipOfBranch,
  authorshipOfLabels,
  ChangeAttributes,
  changeKey,
  Fact,
  findMentions,
  MAX_MENTION_TEXT,
  Mention,
  relandsOfMessage,
  revertsOfMessage,
  wordsOf,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact, some } from '@throughline/plugin-trace-node';
import {
  account,
  id,
  identifier,
  instant,
  labels,
  pageAddress,
  prose,
  repository,
  sha,
} from './schemas';

const MAX_TITLE = 500;
const MAX_REVERTS = 20;
const REVERT_TITLE = /^revert\b/i;
const REVERTED_REQUEST =
  /^Reverts (?:([\w.-]{1,39}\/[\w.-]{1,100}))?#([1-9]\d{0,8})\b/gim;

/** A pull request, as `pull_request` and `pull_request_review` give it. */
export const pullRequestSchema = z.object({
  number: id,
  html_url: pageAddress,
  title: prose(MAX_TITLE),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().default(false),
  user: account,
  head: z.object({ ref: identifier, sha }),
  base: z.object({ ref: identifier }),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish(),
  merged_at: instant.nullish(),
  merge_commit_sha: sha.nullish(),
  labels: labels.optional(),
  requested_reviewers: z.array(z.unknown()).optional(),
  requested_teams: z.array(z.unknown()).optional(),
  additions: id.optional(),
  deletions: id.optional(),
  changed_files: id.optional(),
  commits: id.optional(),
});
type PullRequest = z.output<typeof pullRequestSchema>;
type Repository = z.output<typeof repository>;

/** A label may name a ticket, but it does not say where it comes from. */
function mentionsOfLabels(names: string[], repositoryName: string): Mention[] {
  return findMentions(names.join('\n'), 'body', repositoryName).map(
    mention => ({
      ...mention,
      verb: 'mentions',
      text: `label: ${mention.text}`,
    }),
  );
}

function mentionsOf(pull: PullRequest, repositoryName: string): Mention[] {
  return [
    ...findMentions(pull.title, 'title', repositoryName),
    ...findMentions(pull.body, 'body', repositoryName),
    ...findMentions(pull.head.ref, 'branch'),
    ...mentionsOfLabels(pull.labels ?? [], repositoryName),
  ];
}

/** Changes and commits it says it reverts, in GitHub's own words. */
function revertsOf(pull: PullRequest, repositoryName: string): string[] {
  const body = (pull.body ?? '').slice(0, MAX_MENTION_TEXT);
  const found = new Set(revertsOfMessage(body, repositoryName));
  if (REVERT_TITLE.test(pull.title)) {
    const host = repositoryName.slice(0, repositoryName.indexOf('/'));
    for (const [, other, number] of body.matchAll(REVERTED_REQUEST)) {
      if (found.size >= MAX_REVERTS) break;
      const target = other ? `${host}/${other.toLowerCase()}` : repositoryName;
      found.add(changeKey(target, Number(number)));
    }
  }
  return [...found];
}

function reviewsAskedFor(pull: PullRequest): number | undefined {
  const { requested_reviewers: people, requested_teams: teams } = pull;
  return people || teams
    ? (people?.length ?? 0) + (teams?.length ?? 0)
    : undefined;
}

/**
 * What a pull request is at the moment of the payload. `null` where it once may
 * have said something that holds no more, e.g. a closing time.
 *
 * @param readyAt - only where the payload knows when it became ready
 */
export function changeFact(
  { name, defaultBranch }: Repository,
  pull: PullRequest,
  rank: number,
  readyAt?: string | null,
): Fact {
  const { labels: names = [] } = pull;
  return fact<ChangeAttributes>(
    changeKey(name, pull.number),
    pull.updated_at,
    {
      number: pull.number,
      title: pull.title,
      url: pull.html_url,
      state: pull.merged_at ? 'merged' : pull.state,
      draft: pull.draft,
      author: pull.user,
      baseBranch: pull.base.ref,
      headBranch: pull.head.ref,
      headSha: pull.head.sha,
      // Until it is merged this is a trial merge that no branch has.
      mergeSha: pull.merged_at ? pull.merge_commit_sha : undefined,
      intoDefaultBranch: defaultBranch
        ? pull.base.ref === defaultBranch
        : undefined,
      createdAt: pull.created_at,
      mergedAt: pull.merged_at ?? null,
      closedAt: pull.closed_at ?? null,
      readyAt,
      additions: pull.additions,
      deletions: pull.deletions,
      changedFiles: pull.changed_files,
      commits: pull.commits,
      labels: pull.labels,
      requestedReviews: reviewsAskedFor(pull),
      mentions: some(mentionsOf(pull, name)) ?? null,
      words: some(wordsOf(pull.body, 'body')) ?? null,
      reverts: some(revertsOf(pull, name)) ?? null,
      relands:
        some(relandsOfMessage(`${pull.title}\n\n${pull.body ?? ''}`, name)) ??
        null,
      authorship:
        some([
          ...authorshipOfAccount(pull.user.login),
          ...authorshipOfBranch(pull.head.ref),
          ...authorshipOfLabels(names),
        ]) ?? null,
    },
    rank,
  );
}
