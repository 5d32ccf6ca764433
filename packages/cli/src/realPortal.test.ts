import {
  commitFact,
  openClone,
  readHistory,
  tagFact,
} from '@throughline/git-history';
import { fastImport, TestRepository } from '@throughline/git-history/testUtils';
import {
  canonicalJson,
  ChainsResponse,
  Fact,
} from '@throughline/plugin-trace-common';
import { databaseTests } from '@throughline/test-kit';
import { Knex } from 'knex';
import { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './__testUtils__/runCli';
import {
  REPOSITORY,
  SECRET,
  startTrace,
  TracePortal,
} from './__testUtils__/startTrace';

const { eachEmptyDatabase } = databaseTests(
  '@throughline/plugin-trace-backend',
);

/** Everything the trace was told, as text that can be compared. */
async function factsIn(knex: Knex): Promise<string[]> {
  const rows = await knex('facts').select('subject', 'at', 'attributes');
  return rows
    .map(({ subject, at, attributes }) =>
      canonicalJson([subject, at, JSON.parse(attributes)]),
    )
    .sort();
}

/** What the git module would have told it of a clone. */
async function factsOfClone(path: string): Promise<string[]> {
  const facts: Fact[] = [];
  for await (const batch of readHistory(await openClone(path))) {
    facts.push(
      ...batch.commits.map(commit => commitFact(REPOSITORY, commit)),
      ...batch.tags.map(tag => tagFact(REPOSITORY, tag)),
    );
  }
  return facts
    .map(({ subject, at, attributes }) =>
      canonicalJson([subject, at, attributes]),
    )
    .sort();
}

const numbers = async (knex: Knex) => {
  const rows = await knex('deliveries').select('status');
  return rows.map(({ status }) => status as string);
};

describe('against a real portal', () => {
  let repository: TestRepository;
  let portal: TracePortal;
  beforeEach(() => {
    repository = TestRepository.create();
    repository.git(
      'remote',
      'add',
      'origin',
      `git@git.example.com:acme/shop.git`,
    );
  });
  afterEach(async () => {
    await portal?.stop();
    repository.remove();
  });

  const throughline = (
    args: string[],
    options: Parameters<typeof runCli>[1] = {},
  ) =>
    runCli(args, {
      cwd: repository.path,
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: SECRET },
      ...options,
    });

  eachEmptyDatabase(
    'a change can be followed from its commit through its tests to production',
    async knex => {
      portal = await startTrace(knex);
      repository.write('.gitignore', 'reports\n');
      const first = repository.commit('Begin');
      repository.write('till.ts', '1');
      const sha = repository.commit('PAY-12: Add a till\n');
      repository.git('tag', 'v1.0.0');
      mkdirSync(join(repository.path, 'reports'));
      repository.write(
        'reports/unit.xml',
        '<testsuite name="unit"><testcase classname="c" name="works"/><testcase classname="c" name="pays"/></testsuite>',
      );

      expect(await throughline(['import-git'])).toEqual({
        code: 0,
        stdout: `Sent 2 commits and 1 tag of ${REPOSITORY}. New to the portal: 2 of 2 parts.\n`,
        stderr: '',
      });
      const upload = ['junit', 'upload', 'reports/*.xml', '--sha', sha];
      expect(await throughline([...upload, '--job', 'unit'])).toEqual({
        code: 0,
        stdout: `Uploaded: 1 file for ${sha}\n`,
        stderr: '',
      });
      expect((await throughline([...upload, '--job', 'unit'])).stdout).toBe(
        `Known before: 1 file for ${sha}\n`,
      );
      for (const [commit, version] of [
        [first, '0.9.0'],
        [sha, '1.0.0'],
      ]) {
        expect(
          await throughline([
            'deployed',
            ...['--service', 'shop', '--env', 'production', '--sha', commit],
            ...['--version', version],
          ]),
        ).toEqual({
          code: 0,
          stdout: 'Reported: shop in production: success\n',
          stderr: '',
        });
      }

      let shown: ChainsResponse;
      do {
        await portal.settled();
        shown = await portal.chains();
      } while (
        !shown.items.some(({ environments }) => environments.length > 1)
      );
      const change = shown.items.find(({ title }) => title.includes('till'));
      expect(change).toMatchObject({
        kind: 'direct',
        repository: REPOSITORY,
        tickets: [{ key: 'PAY-12' }],
        tests: { source: 'junit', outcome: 'passed', total: 2, passed: 2 },
      });
      expect(change?.environments).toContainEqual(
        expect.objectContaining({
          environment: 'production',
          production: true,
          state: 'live',
          version: '1.0.0',
        }),
      );
      const { items } = await portal.sources();
      expect(
        items
          .filter(({ id }) => id === 'rest' || id === 'junit')
          .map(({ id, open }) => ({ id, open })),
      ).toEqual(
        expect.arrayContaining([
          { id: 'rest', open: true },
          { id: 'junit', open: true },
        ]),
      );
    },
  );

  eachEmptyDatabase(
    'a change, its ticket and its incident come through the neutral door alone',
    async knex => {
      portal = await startTrace(knex);
      const first = repository.commit('Begin');
      const sha = repository.commit('Retry card capture (#12)');
      await throughline(['import-git']);
      for (const commit of [first, sha]) {
        await throughline([
          'deployed',
          ...['--service', 'shop', '--env', 'production', '--sha', commit],
        ]);
      }
      const bodies = [
        {
          type: 'incident',
          key: 'INC-7',
          title: 'No cards are accepted',
          state: 'open',
          createdAt: '2026-02-03T10:00:00Z',
          causedBy: [`${REPOSITORY}#12`],
        },
        {
          type: 'ticket',
          key: 'PAY-812',
          title: 'Cards are declined at night',
          state: 'closed',
          createdAt: '2026-01-30T10:00:00Z',
        },
        {
          type: 'change',
          repository: REPOSITORY,
          number: 12,
          title: 'PAY-812: Retry card capture',
          url: 'https://git.example.com/acme/shop/12',
          state: 'merged',
          author: { login: 'person-a' },
          baseBranch: 'main',
          headBranch: 'retry',
          headSha: sha,
          mergeSha: sha,
          intoDefaultBranch: true,
          createdAt: '2026-02-01T10:00:00Z',
          mergedAt: '2026-02-02T10:00:00Z',
          reviews: [
            {
              id: 1,
              state: 'approved',
              by: { login: 'person-b' },
              at: '2026-02-02T09:00:00Z',
            },
          ],
        },
      ];
      repository.write('bodies.json', JSON.stringify(bodies));
      const sent = 'Sent 3 reports. New to the portal: ';
      expect((await throughline(['send', 'bodies.json'])).stdout).toBe(
        `${sent}3.\n`,
      );
      expect((await throughline(['send', 'bodies.json'])).stdout).toBe(
        `${sent}0.\n`,
      );
      const isWhole = ({ items }: ChainsResponse) =>
        items.some(({ environments }) => environments.length > 0);
      let shown: ChainsResponse;
      do {
        await portal.settled();
        shown = await portal.chains();
      } while (!isWhole(shown));
      expect(shown.items.find(({ number }) => number === 12)).toMatchObject({
        title: 'PAY-812: Retry card capture',
        tickets: [{ key: 'PAY-812', title: 'Cards are declined at night' }],
        review: { state: 'approved' },
        incidents: [{ key: 'INC-7', title: 'No cards are accepted' }],
        environments: [{ environment: 'production', state: 'live' }],
      });

      repository.write(
        'bodies.json',
        JSON.stringify([bodies[0], { ...bodies[2], number: 'twelve' }]),
      );
      const refused = await throughline(['send', 'bodies.json']);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toContain('Number 2 of 2: ');
      expect(refused.stderr).toContain('The field "number" is "twelve"');
    },
  );

  eachEmptyDatabase(
    'an import that is killed and run again leaves what one run leaves',
    async knex => {
      portal = await startTrace(knex);
      fastImport(repository, { commits: 2_300, mergeEvery: 7, tagEvery: 50 });
      const killed = await throughline(['import-git'], {
        onStart: (child: ChildProcess) => {
          const poll = async () => {
            if ((await numbers(knex)).length > 1) child.kill('SIGKILL');
            else setTimeout(poll, 5);
          };
          poll();
        },
      });
      expect(killed.code).toBeNull();
      expect((await factsIn(knex)).length).toBeLessThan(2_346);

      const again = await throughline(['import-git']);
      expect(again.code).toBe(0);
      expect(again.stdout).toMatch(
        /^Sent 2,300 commits and 46 tags of git\.example\.com\/acme\/shop\. New to the portal: [1-4] of 6 parts\.\n$/,
      );
      await portal.settled();
      expect(await factsIn(knex)).toEqual(await factsOfClone(repository.path));
      expect((await numbers(knex)).every(it => it === 'projected')).toBe(true);

      expect((await throughline(['import-git'])).stdout).toMatch(
        /New to the portal: 0 of 6 parts/,
      );
      expect(await numbers(knex)).toHaveLength(6);
    },
  );

  eachEmptyDatabase('says what is wrong with what it was told', async knex => {
    portal = await startTrace(knex);
    const sha = repository.commit('Begin');
    repository.write('no.xml', '<html>\n<body></html>');
    expect(
      await throughline(['junit', 'upload', 'no.xml', '--sha', sha]),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^The portal refused it \(400: no\.xml, line 1, column \d+: the root element is <html>; expected .*\)\.\n$/,
      ),
    });
    const deployed = (...more: string[]) =>
      throughline(['deployed', '--env', 'x', ...more]);
    expect(await deployed('--sha', 'main')).toMatchObject({
      code: 1,
      stderr:
        'The portal refused it (400: The field "sha" is "main"; expected the full hash of a commit, 40 or 64 hex digits).\n',
    });
    expect(await deployed('--sha', sha, '--secret', 'wrong')).toMatchObject({
      code: 5,
    });
    expect(await deployed('--sha', sha, '--source', 'nowhere')).toMatchObject({
      code: 3,
    });
    expect(await numbers(knex)).toEqual([]);
  });
});
