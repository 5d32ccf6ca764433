import { openClone } from '@throughline/git-history';
import { TestRepository } from '@throughline/git-history/testUtils';
import { ReportPeriod } from '../types';
import { readClone } from './readClone';

// The clock of a test repository begins on the first of May 2024.
const PERIOD: ReportPeriod = {
  from: '2024-04-01T00:00:00.000Z',
  to: '2024-07-01T00:00:00.000Z',
  days: 91,
};

describe('a clone', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = TestRepository.create();
  });
  afterEach(() => repository.remove());

  const read = async () =>
    readClone(await openClone(repository.path), 'github.com/acme/shop', PERIOD);

  it('has one change for each commit of the mainline, with what it merged', async () => {
    repository.commit('Begin');
    repository.git('switch', '-q', '-c', 'retry');
    repository.commit('PAY-12: Retry');
    repository.commit('Tidy\n\nCo-authored-by: Copilot <copilot@github.com>');
    repository.git('switch', '-q', 'main');
    repository.commit('Direct');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge retry', 'retry');
    const { changes } = await read();
    expect(changes).toHaveLength(3);
    const merge = changes.at(-1)!;
    expect(merge).toMatchObject({ written: 'assisted', ticket: true });
    expect(changes[1]).toMatchObject({ written: 'none-seen', ticket: false });
    // It began with the first commit on the branch, not with the merge.
    expect(merge.firstCommitAt! < changes[1].firstCommitAt!).toBe(true);
    expect(merge.mergedAt! >= changes[1].mergedAt!).toBe(true);
  });

  it('is delivered by the first tag that holds a change; what the first tag holds is not', async () => {
    repository.commit('Old');
    repository.git('tag', 'v1');
    repository.commit('New');
    repository.git('tag', 'v2');
    repository.commit('Also in v3');
    repository.git('tag', 'v3');
    repository.commit('In none');
    const { changes, delivery } = await read();
    expect(delivery).toBe('tags');
    expect(changes.map(({ deliveredAt }) => deliveredAt)).toEqual([
      undefined,
      changes[1].mergedAt,
      changes[2].mergedAt,
      undefined,
    ]);
  });

  it('says what it cannot know', async () => {
    repository.commit('Begin');
    const { delivery, notes } = await read();
    expect(delivery).toBe('none');
    expect(notes.join(' ')).toMatch(/its reviews.*are not in there/);
    expect(notes.join(' ')).toMatch(/no tag in this time/);
  });
});
