import { person } from '../../organisation/people';
import { Story } from './story';

/** A commit on `main` that no pull request brought. */
export const directCommit: Story = {
  id: 'direct-commit',
  title: 'A commit pushed straight to the default branch',
  repository: 'checkout',
  tell({ forge, deployer }) {
    const { clock, source } = forge;
    const author = person('jonas').login;
    forge.timeline.plan(clock.at(8, 16), at => {
      const sha = forge.hash(this.id);
      const message = 'Correct the VAT rate of gift wrapping';
      const modified = ['src/totals/lineTotals.ts'];
      const commit = { sha, message, author, authoredAt: at - 60_000 };
      const paths = { added: [], modified, removed: [] };
      forge.push(this.id, at, 'main', [{ ...commit, ...paths }], author);
      forge.test(
        this.id,
        at,
        { sha, message, branch: 'main', actor: author, event: 'push' },
        { attempt: 1, failing: [] },
      );
      const staged = clock.after(at, 0.25);
      const [service] = source.services;
      deployer.deploy(this.id, staged, service, 'staging', sha);
    });
  },
};
