import {
  generateOrganisation,
  GithubPlayer,
  PullRequest,
  Repository,
  startGithubPlayer,
} from '@throughline/github-player';
import { ReportPeriod, ReportRepository } from '../types';
import { githubAsker } from './github';
import { readGithub } from './readGithub';

const TO = '2026-06-01T00:00:00.000Z';
const PERIOD: ReportPeriod = {
  from: '2026-03-03T00:00:00.000Z',
  to: TO,
  days: 90,
};

/** What a commit leads to, found the simple way. */
function ancestors(repository: Repository, sha: string): Set<string> {
  const found = new Set<string>();
  const queue = [sha];
  while (queue.length > 0) {
    const next = queue.pop()!;
    if (!found.has(next)) {
      found.add(next);
      queue.push(...(repository.commits.get(next)?.parents ?? []));
    }
  }
  return found;
}

/** Successful production deployments, oldest first, and what is in each. */
function productionOf(repository: Repository) {
  return repository.deployments
    .filter(({ production }) => production)
    .flatMap(({ sha, statuses }) => {
      const success = statuses.find(({ state }) => state === 'success');
      return success
        ? [{ at: success.createdAt, holds: ancestors(repository, sha) }]
        : [];
    })
    .sort((a, b) => a.at.localeCompare(b.at));
}

describe('a repository on GitHub', () => {
  let player: GithubPlayer;
  let repository: Repository;
  let result: ReportRepository;
  const read = (token = player.token.value) =>
    readGithub(
      githubAsker({
        host: 'github.com',
        apiUrl: player.url,
        token,
        timeoutMs: 10_000,
      }),
      `github.com/${player.organisation.account.login}/${repository.name}`,
      PERIOD,
    );

  beforeAll(async () => {
    const organisation = generateOrganisation({
      seed: 'report',
      repositories: 1,
      changes: 60,
      days: 60,
      until: new Date(TO),
    });
    [repository] = organisation.repositories;
    player = await startGithubPlayer({ organisation });
    result = await read();
  });
  afterAll(() => player.close());

  it('has every request into its default branch, with its times', () => {
    const { changes, delivery } = result;
    const own = repository.pulls.filter(
      ({ baseBranch }) => baseBranch === repository.defaultBranch,
    );
    expect(own.length).toBeGreaterThan(50);
    expect(delivery).toBe('deployments');
    const written = (pull: PullRequest) => ({
      label: `#${pull.number}`,
      createdAt: pull.createdAt,
      mergedAt: pull.mergedAt,
      lines: pull.files.reduce(
        (sum, { additions, deletions }) => sum + additions + deletions,
        0,
      ),
      firstCommitAt: pull.commits
        .map(sha => repository.commits.get(sha)!.authoredAt)
        .sort()[0],
    });
    const byLabel = (a: { label: string }, b: { label: string }) =>
      a.label.localeCompare(b.label);
    expect(
      changes
        .map(({ label, createdAt, mergedAt, lines, firstCommitAt }) => ({
          label,
          createdAt,
          mergedAt,
          lines,
          firstCommitAt,
        }))
        .sort(byLabel),
    ).toEqual(own.map(written).sort(byLabel));
  });

  it('was delivered by the first deployment to production that holds it', () => {
    const { changes } = result;
    const production = productionOf(repository);
    const expected = new Map(
      repository.pulls.map(({ number, mergeSha }) => {
        const index = production.findIndex(({ holds }) =>
          holds.has(mergeSha ?? ''),
        );
        // What the first one holds was there before anybody looked.
        return [`#${number}`, index > 0 ? production[index].at : undefined];
      }),
    );
    expect([...expected.values()].filter(Boolean).length).toBeGreaterThan(30);
    for (const { label, deliveredAt } of changes) {
      expect({ label, deliveredAt }).toEqual({
        label,
        deliveredAt: expected.get(label),
      });
    }
  });

  it('says so when the token is none', async () => {
    await expect(read('wrong')).rejects.toThrow(
      /github.com does not take the token: /,
    );
  });
});
