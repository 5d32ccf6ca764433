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
