import { Organisation } from '@throughline/github-player';
import {
  CommitAttributes,
  plainValues,
} from '@throughline/plugin-trace-common';
import { TestStore } from '@throughline/test-kit/imports';
import { startImporting } from './__testUtils__/importing';
import { actions, Dice, emptyRepository } from './__testUtils__/organisation';

jest.setTimeout(300_000);

const DAY = 24 * 60 * 60 * 1000;
const at = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY).toISOString();
const names = (count: number) => [...Array(count).keys()];

describe('a repository with very much in it', () => {
  const organisation = new Organisation({
    id: 1,
    login: 'made-up',
    type: 'Organization',
  });
  const by = { id: 2, login: 'robin-example', type: 'User' as const };
  organisation.people.push(by);
  const place = emptyRepository(organisation, new Dice('large'), {
    name: 'shop',
    private: true,
    start: at(80),
  });
  organisation.repositories.push(place.repository);
  const store = new TestStore();

  beforeAll(async () => {
    const { repository } = place;
    const wide = actions.openPull(place, {
      title: 'Move everything',
      by,
      at: at(70),
      messages: ['Move everything'],
      files: [
        names(300).map(name => ({
          path: `src/${name}.ts`,
          status: 'modified' as const,
          additions: 1,
          deletions: 1,
        })),
      ],
    });
    actions.mergePull(place, wide, { method: 'squash', by, at: at(69) });
    actions.openPull(place, {
      title: 'Many small steps',
      by,
      at: at(60),
      messages: names(300).map(name => `Step ${name}`),
    });
    let tip = repository.branches.get('main')!;
    const direct = names(1500).map(name => {
      tip = actions.addCommit(place, {
        message: `Commit ${name}`,
        by,
        at: at(50 - name / 60),
        parents: [tip],
        files: [
          { path: 'a.ts', status: 'modified', additions: 1, deletions: 0 },
        ],
      }).sha;
      return tip;
    });
    actions.pushCommits(place, 'main', direct, by, at(20));
    const { player, run } = await startImporting(organisation);
    try {
      await run('made-up/shop', store);
    } finally {
      await player.close();
    }
  });

  const commits = () =>
    [...store.registers()]
      .filter(([key]) => key.startsWith('commit:'))
      .map(
        ([, registers]) =>
          plainValues(registers) as unknown as CommitAttributes,
      );

  it('is read as far as GitHub lists it', () => {
    const read = commits();
    const main = read.filter(({ onDefaultBranch }) => onDefaultBranch);
    expect(main).toHaveLength(1502);
    const steps = read.filter(({ subject }) => subject.startsWith('Step '));
    expect(steps).toHaveLength(250);
  });

  it('says of what it does not know all', () => {
    expect(store.notes).toEqual([
      'GitHub lists only the first 250 commits of #2.',
      expect.stringMatching(/^Only the first 100 changed files are read of #/),
      expect.stringMatching(/^50[01] commits without a pull request stay/),
    ]);
    const cut = commits().filter(({ pathsTruncated }) => pathsTruncated);
    expect(cut.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Move everything', 'Move everything (#1)']),
    );
    expect(cut.every(({ paths }) => paths!.length === 100)).toBe(true);
  });
});
