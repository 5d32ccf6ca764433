import { Organisation, webhooksOf } from '@throughline/github-player';
import { Fact, Registers } from '@throughline/plugin-trace-common';
import {
  kindsWhere,
  registersOf,
  TestStore,
} from '@throughline/test-kit/imports';
import { deliver } from '../__testUtils__/deliver';
import { Importing, startImporting } from './__testUtils__/importing';
import { someOrganisation } from './__testUtils__/organisation';

jest.setTimeout(120_000);

type Subjects = Map<string, Registers>;

/** Facts of everything that happened, as webhooks told it then. */
async function toldFacts(
  organisation: Organisation,
  { player }: Importing,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { event, payload } of webhooksOf(organisation, player.links)) {
    const result = await deliver(event, payload);
    if (result.outcome === 'facts') facts.push(...result.facts);
  }
  return facts;
}

/** Checks that the API does not list: of former heads, of former attempts. */
function outOfReach(organisation: Organisation): Set<string> {
  const [repository] = organisation.repositories;
  const heads = new Set(repository.pulls.map(({ headSha }) => headSha));
  const main = new Set(
    repository.pushes
      .filter(({ branch }) => branch === repository.defaultBranch)
      .flatMap(({ commits }) => commits),
  );
  const prefix = 'pipelineRun:github.player.test/made-up/shop';
  const keys = new Set<string>();
  for (const [sha, suites] of repository.suites) {
    const listed = heads.has(sha) || main.has(sha);
    for (const suite of suites) {
      const jobs = suite.workflowRun?.attempts.flatMap(it => it.jobs) ?? [];
      const current = new Set(suite.checkRuns);
      if (!listed) keys.add(`${prefix}/check-suites/${suite.id}`);
      for (const run of [...suite.checkRuns, ...jobs]) {
        if (!listed || !current.has(run))
          keys.add(`${prefix}/checks/${run.id}`);
      }
    }
  }
  return keys;
}

describe('the same repository by webhooks and by the API', () => {
  const organisation = someOrganisation({ changes: 30, seed: 'both ways' });
  let hooks: Fact[];
  let api: Fact[];
  let byHooks: Subjects;
  let byApi: Subjects;
  let byBoth: Subjects;

  beforeAll(async () => {
    const importing = await startImporting(organisation);
    const store = new TestStore();
    try {
      await importing.run('made-up/shop', store);
      hooks = await toldFacts(organisation, importing);
    } finally {
      await importing.player.close();
    }
    api = store.facts;
    byHooks = registersOf(hooks);
    byApi = registersOf(api);
    byBoth = registersOf([...hooks, ...api]);
  });

  it('gives the same nodes, but for checks that the API does not list', () => {
    const unlisted = outOfReach(organisation);
    expect(byApi.size).toBeGreaterThan(150);
    expect(unlisted.size).toBeGreaterThan(10);
    expect([...byApi.keys()]).toEqual(
      [...byHooks.keys()].filter(key => !unlisted.has(key)),
    );
  });

  it('says the same of what both know, but where one knows less', () => {
    expect(
      kindsWhere(byApi, byHooks, (mine, others) => !!others && mine !== others),
    ).toEqual([
      // The files of a whole request, on the last commit it landed as.
      'commit.paths',
      // Checks do not say since when they wait.
      'pipelineRun.attempt',
    ]);
  });

  it('together keep what webhooks told', () => {
    expect(
      kindsWhere(byHooks, byBoth, (mine, merged) => mine !== merged),
    ).toEqual([]);
  });

  it('together have what only the API knows', () => {
    expect(kindsWhere(byApi, byHooks, (_, others) => !others)).toEqual([
      // No webhook lists the files of a request.
      'change.paths',
      'change.pathsTruncated',
      'commit.onDefaultBranch',
      'commit.parents',
      // GitHub sends no webhook when a deployment becomes inactive.
      'deployment.status',
    ]);
  });

  it('does not depend on which of them comes first', () => {
    expect(registersOf([...api, ...hooks])).toEqual(byBoth);
  });

  it('leaves no e-mail address in any fact', () => {
    expect(JSON.stringify(api)).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]{2,}/i);
  });
});
