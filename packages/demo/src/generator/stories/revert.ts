import { person } from '../../organisation/people';
import { OWNER } from '../../organisation/repositories';
import { Story, tellChange, toldChange } from './story';

/** The pull request that GitHub's Revert button makes. */
export const revert: Story = {
  id: 'revert',
  title: 'A pull request that reverts another',
  repository: 'checkout',
  tell(telling) {
    const { forge, deployer } = telling;
    const { clock } = forge;
    const reverted = toldChange(telling, 'rollback');
    const author = person('jonas').login;
    const title = `Revert "${reverted.plan.title}"`;
    tellChange(telling, {
      key: this.id,
      author,
      title,
      branch: 'revert-round-gift-cards',
      body: () => `Reverts ${OWNER}/${forge.source.name}#${reverted.number}`,
      additions: reverted.plan.deletions,
      deletions: reverted.plan.additions,
      starts: clock.at(10, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: title,
              modified: ['src/totals/lineTotals.ts', 'src/totals/vouchers.ts'],
            },
          ],
        },
        { after: 0.05, do: 'open' },
        { after: 0.1, do: 'test' },
        {
          after: 0.5,
          do: 'review',
          by: person('nils').login,
          says: 'approved',
        },
        { after: 0.1, do: 'merge', by: author },
      ],
    });
    forge.timeline.plan(clock.at(10, 12), () => {
      deployer.held = false;
    });
  },
};
