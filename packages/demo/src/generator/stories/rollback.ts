import { person } from '../../organisation/people';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/**
 * A change goes to production, breaks something, and production goes back to
 * the commit before. The train waits until the revert.
 */
export const rollback: Story = {
  id: 'rollback',
  title: 'A production deployment of an older commit',
  repository: 'checkout',
  tell(telling) {
    const { forge, deployer } = telling;
    const { clock } = forge;
    const author = person('nils').login;
    const reviewer = person('leo').login;
    const issue = planIssue(forge, this.id, clock.at(13, 10), {
      title: 'Gift card totals show more than two decimals',
      body: 'With two gift cards the summary shows 19.9999.',
      labels: ['bug'],
      author: person('olga').login,
    });
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Round gift card totals per line',
      branch: 'round-gift-cards',
      body: () => `Rounds each line before it is added up.${closing(issue())}`,
      issue,
      additions: 38,
      deletions: 12,
      starts: clock.at(12, 10),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'Round gift card totals per line',
              modified: ['src/totals/lineTotals.ts', 'src/totals/vouchers.ts'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 2, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.2, do: 'merge', by: author },
      ],
    });
    // The train of that day has carried it to production at 14:30.
    forge.timeline.plan(clock.at(11, 11), at => {
      const [service] = forge.source.services;
      const before = deployer.runs(service, 'production', 1);
      if (!before) throw new Error('There is nothing to roll back to');
      deployer.held = true;
      const why = 'Roll back: gift card totals are a cent off';
      deployer.deploy(this.id, at, service, 'production', before, why);
    });
  },
};
