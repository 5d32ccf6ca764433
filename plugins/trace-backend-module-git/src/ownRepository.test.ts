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
      const head = git('rev-parse', 'HEAD');
      const attributes = store.attributes(
        `commit:github.com/throughline-dev/throughline@${head}`,
      );
      // Others may commit while this runs, so this is a lower bound.
      const known = store.subjects('commit').length;
      expect(known).toBeGreaterThan(0);
      expect(attributes?.subject).toBe(git('log', '-1', '--format=%s', head!));

      const again = new TestStore();
      again.checkpoint = store.checkpoint;
      const news = await runHistory(config, again);
      expect(again.subjects('commit')).toHaveLength(news);
      for (const subject of again.subjects('commit')) {
        expect(store.subjects('commit')).not.toContain(subject);
      }
    });
  },
);
