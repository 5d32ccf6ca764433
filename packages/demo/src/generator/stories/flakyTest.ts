import { person } from '../../organisation/people';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/** The same commit fails on the first attempt and passes on the second. */
export const flakyTest: Story = {
  id: 'flaky-test',
  title: 'A test that fails and then passes on the same commit',
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('maya').login;
    const reviewer = person('pablo').login;
    const issue = planIssue(telling.forge, this.id, clock.at(10, 14), {
      title: 'Offer pick-up points next to home delivery',
      body: 'Shoppers ask for it in every survey.',
      labels: ['enhancement'],
      author: person('bea').login,
    });
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Offer pick-up points at checkout',
      branch: 'pick-up-points',
      body: () =>
        `Lists the five nearest points of the carrier.${closing(issue())}`,
      issue,
      additions: 241,
      deletions: 18,
      starts: clock.at(9, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'Offer pick-up points at checkout',
              modified: ['src/shipping/options.ts', 'src/steps/summary.tsx'],
              added: ['src/shipping/pickUpPoints.ts'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test', failing: [7] },
        { after: 0.4, do: 'test', attempt: 2 },
        { after: 3, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.5, do: 'merge', by: author },
      ],
    });
  },
};
