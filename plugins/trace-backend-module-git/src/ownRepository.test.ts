import { execFileSync } from 'node:child_process';
import { localOrigin, runHistory, TestStore } from './__testUtils__/runHistory';

jest.setTimeout(240_000);

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: __dirname, stdio: 'pipe' })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

const root = git('rev-parse', '--show-toplevel');
const tracked =
  root !== undefined &&
  git('ls-files', '--error-unmatch', '../package.json') !== undefined;
const describeTracked = tracked ? describe : describe.skip;

describeTracked(
  'the history of this repository (skipped when this is no git checkout)',
  () => {
    it('is read whole, and read again changes nothing', async () => {
      const config = {
        origin: localOrigin(root!),
        repository: 'github.com/throughline-dev/throughline',
      };
      const store = new TestStore();
      await runHistory(config, store);
      const subjects = store.subjects('commit');
      expect(subjects.length).toBeGreaterThan(0);
      // Not HEAD: somebody may be on a branch that is not the default one.
      const last = subjects[subjects.length - 1];
      expect(store.attributes(last)?.subject).toBe(
        git('log', '-1', '--format=%s', last.slice(last.indexOf('@') + 1)),
      );

      // Others may commit while this runs; only that may be new.
      const again = new TestStore();
      again.checkpoint = store.checkpoint;
      const news = await runHistory(config, again);
      expect(again.subjects('commit')).toHaveLength(news);
      for (const subject of again.subjects('commit')) {
        expect(subjects).not.toContain(subject);
      }
    });
  },
);
