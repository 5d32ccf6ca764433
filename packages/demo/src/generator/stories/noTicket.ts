import { person } from '../../organisation/people';
import { Story, tellChange } from './story';

/** Nothing says why the change was made. */
export const noTicket: Story = {
  id: 'no-ticket',
  title: 'A change without a ticket',
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('leo').login;
    const reviewer = person('kavya').login;
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Raise the order timeout to five seconds',
      branch: 'order-timeout',
      body: () => 'Two seconds are too short on busy evenings.',
      additions: 2,
      deletions: 2,
      starts: clock.at(8, 11),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'Raise the order timeout to five seconds',
              modified: ['src/order/placeOrder.ts'],
            },
          ],
        },
        { after: 0.05, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 1, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.2, do: 'merge', by: author },
      ],
    });
  },
};
