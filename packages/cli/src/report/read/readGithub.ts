import {
  authorshipOfAccount,
  authorshipOfBranch,
  authorshipOfLabels,
  authorshipOfMessage,
  findMentions,
  judgeAuthorship,
  mentionsOfMessage,
  RepositoryName,
  soundsLikeProduction,
} from '@throughline/plugin-trace-common';
import {
  DeliverySign,
  ReportChange,
  ReportPeriod,
  ReportRepository,
} from '../types';
import { Delivered, firstDelivery } from './firstDelivery';
import { AskGithub } from './github';
import {
  DEPLOYMENTS,
  DeploymentsAnswer,
  HISTORY,
  HistoryAnswer,
  Page,
  PullNode,
  PULLS,
  PullsAnswer,
  RELEASES,
  ReleasesAnswer,
} from './queries';

/** Pages that are read of one list at most. */
const MAX_PAGES = 400;
/** What came out in the period may have been merged this long before it. */
const LEAD_DAYS = 90;
const DAY = 86_400_000;
const REVERT = /^revert\b/i;
const GIVEN = new Set(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED']);

interface Where {
  owner: string;
  name: string;
}

/**
 * What a list has, page by page.
 *
 * @param enough - whether what comes after this page is of no use
 */
async function readAll<Answer, Node>(
  ask: AskGithub,
  query: string,
  variables: Record<string, unknown>,
  pageOf: (answer: Answer) => Page<Node> | undefined,
  enough: (last: Node) => boolean,
): Promise<{ nodes: Node[]; cut: boolean }> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answer: Answer = await ask<Answer>(query, { ...variables, after });
    const page = pageOf(answer);
    if (!page) return { nodes, cut: false };
    nodes.push(...page.nodes);
    const last = page.nodes.at(-1);
    if (!page.pageInfo.hasNextPage || (last && enough(last))) {
      return { nodes, cut: false };
    }
    after = page.pageInfo.endCursor;
  }
  return { nodes, cut: true };
}

const earliest = (times: Array<string | null | undefined>) =>
  times
    .filter((time): time is string => Boolean(time))
    .reduce<string | undefined>(
      (first, time) => (first === undefined || time < first ? time : first),
      undefined,
    );

function testedOf({ head }: PullNode): boolean | undefined {
  const suites = head.nodes[0]?.commit.checkSuites?.nodes ?? [];
  const ended = suites.filter(
    ({ status, conclusion }) =>
      status === 'COMPLETED' &&
      conclusion !== 'SKIPPED' &&
      conclusion !== 'NEUTRAL',
  );
  if (ended.length === 0) return undefined;
  return ended.every(({ conclusion }) => conclusion === 'SUCCESS');
}

function toChange(
  repository: RepositoryName,
  pull: PullNode,
  delivered: ReadonlyMap<string, string>,
): ReportChange {
  const labels = (pull.labels?.nodes ?? []).map(({ name }) => name);
  const commits = pull.commits.nodes.map(({ commit }) => commit);
  const reviews = (pull.reviews?.nodes ?? []).filter(
    ({ state, author }) =>
      GIVEN.has(state) &&
      author?.__typename !== 'Bot' &&
      author?.login !== pull.author?.login,
  );
  const mentions = [
    ...findMentions(pull.title, 'title', repository),
    ...findMentions(pull.body, 'body', repository),
    ...findMentions(pull.headRefName, 'branch', repository),
    ...commits.flatMap(({ message }) => mentionsOfMessage(message, repository)),
  ];
  const itself = `issue:${repository}#${pull.number}`;
  const written = judgeAuthorship([
    ...authorshipOfAccount(pull.author?.login),
    ...authorshipOfBranch(pull.headRefName),
    ...authorshipOfLabels(labels),
    ...commits.flatMap(({ message }) => authorshipOfMessage(message)),
  ]);
  return {
    repository,
    label: `#${pull.number}`,
    url: pull.url,
    written,
    bot: pull.author?.__typename === 'Bot' && written !== 'agent',
    firstCommitAt: earliest(commits.map(({ authoredDate }) => authoredDate)),
    createdAt: pull.createdAt,
    draft: pull.isDraft,
    readyAt: pull.isDraft
      ? undefined
      : pull.timelineItems.nodes.at(-1)?.createdAt ?? pull.createdAt,
    firstReviewAt: earliest(reviews.map(({ submittedAt }) => submittedAt)),
    approvedAt: earliest(
      reviews
        .filter(({ state }) => state === 'APPROVED')
        .map(({ submittedAt }) => submittedAt),
    ),
    mergedAt: pull.mergedAt ?? undefined,
    closedAt: pull.mergedAt ? undefined : pull.closedAt ?? undefined,
    deliveredAt: pull.mergeCommit
      ? delivered.get(pull.mergeCommit.oid)
      : undefined,
    lines: pull.additions + pull.deletions,
    paths: pull.files?.nodes.map(({ path }) => path),
    ticket: mentions.some(
      ({ ticket, verb }) => verb !== 'mentions' && ticket !== itself,
    ),
    tested: testedOf(pull),
    reviewed: reviews.some(({ state }) => state === 'APPROVED'),
    reverts: REVERT.test(pull.title),
  };
}

/** What brought changes to people: production, or else releases. */
async function readDeliveries(
  ask: AskGithub,
  where: Where,
  since: string,
): Promise<{ sign: DeliverySign; deliveries: Delivered[] }> {
  const deployments = await readAll(
    ask,
    DEPLOYMENTS,
    { ...where },
    (answer: DeploymentsAnswer) => answer.repository.deployments,
    ({ createdAt }) => createdAt < since,
  );
  const toProduction = deployments.nodes.flatMap(
    ({ commitOid, environment, statuses }) => {
      const at = earliest(
        (statuses?.nodes ?? [])
          .filter(({ state }) => state === 'SUCCESS')
          .map(({ createdAt }) => createdAt),
      );
      return at && soundsLikeProduction(environment ?? '')
        ? [{ sha: commitOid, at }]
        : [];
    },
  );
  if (toProduction.length > 0) {
    return { sign: 'deployments', deliveries: toProduction };
  }
  const releases = await readAll(
    ask,
    RELEASES,
    { ...where },
    (answer: ReleasesAnswer) => answer.repository.releases,
    ({ createdAt }) => createdAt < since,
  );
  const released = releases.nodes.flatMap(
    ({ isDraft, isPrerelease, publishedAt, createdAt, tagCommit }) =>
      tagCommit && !isDraft && !isPrerelease
        ? [{ sha: tagCommit.oid, at: publishedAt ?? createdAt }]
        : [],
  );
  return released.length > 0
    ? { sign: 'releases', deliveries: released }
    : { sign: 'none', deliveries: [] };
}

const NOTES: Partial<Record<DeliverySign, string>> = {
  releases:
    'It has no deployment to production in this time; a change counts as delivered with the first release that holds it.',
  none: 'It has neither deployments to production nor releases in this time, so nothing says when its changes were delivered.',
};

/**
 * Changes of a repository on GitHub into its default branch: those that were
 * open in the period, or became others in it or shortly before.
 *
 * @throws CliError with a message for people
 */
export async function readGithub(
  ask: AskGithub,
  repository: RepositoryName,
  period: ReportPeriod,
): Promise<ReportRepository> {
  const [, owner, name] = repository.split('/');
  const where = { owner, name };
  const since = new Date(
    Date.parse(period.from) - LEAD_DAYS * DAY,
  ).toISOString();
  let branch: string | undefined;
  const pulls = await readAll(
    ask,
    PULLS,
    where,
    (answer: PullsAnswer) => {
      branch = answer.repository.defaultBranchRef?.name;
      return answer.repository.pullRequests;
    },
    ({ updatedAt }) => updatedAt < since,
  );
  const history = await readAll(
    ask,
    HISTORY,
    { ...where, since },
    (answer: HistoryAnswer) =>
      answer.repository.defaultBranchRef?.target?.history,
    () => false,
  );
  const { sign, deliveries } = await readDeliveries(ask, where, since);
  const delivered = firstDelivery(
    deliveries,
    new Map(
      history.nodes.map(({ oid, parents }) => [
        oid,
        parents.nodes.map(parent => parent.oid),
      ]),
    ),
  );
  const notes = [NOTES[sign]].filter(
    (text): text is string => text !== undefined,
  );
  if (pulls.cut || history.cut) {
    notes.push('It is so large that not all of this time could be read.');
  }
  return {
    name: repository,
    source: 'github',
    changes: pulls.nodes
      .filter(
        ({ baseRefName, updatedAt }) =>
          baseRefName === branch && updatedAt >= since,
      )
      .map(pull => toChange(repository, pull, delivered)),
    delivery: sign,
    notes,
  };
}
