import { person } from '../../organisation/people';
import { AGENT } from '../accounts';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/** A coding agent opens a draft, a person asks for more, then approves. */
export const agentOpened: Story = {
  id: 'agent-opened',
  title: 'A change opened by a coding agent',
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const reviewer = person('olga').login;
    const issue = planIssue(telling.forge, this.id, clock.at(6, 13), {
      title: 'Placing an order twice must not charge twice',
      body: 'A double click sends two requests. The second must find the first.',
      labels: ['bug'],
      author: reviewer,
    });
    tellChange(telling, {
      key: this.id,
      author: AGENT,
      title: 'Make placing an order idempotent',
      branch: 'copilot/idempotent-orders',
      body: () => `Stores the request key with the order.${closing(issue())}`,
      issue,
      additions: 187,
      deletions: 22,
      starts: clock.at(5, 9.5),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'Store the request key with the order',
              modified: ['src/order/placeOrder.ts'],
              added: ['src/order/idempotency.ts'],
            },
          ],
        },
        { after: 0.02, do: 'open', draft: true },
        { after: 0.1, do: 'test', failing: [3, 11] },
        {
          after: 0.3,
          do: 'push',
          commits: [
            {
              message: 'Fix the tests that shared a key',
              modified: ['test/order/placeOrder.test.ts'],
            },
          ],
        },
        { after: 0.1, do: 'test' },
        { after: 0.1, do: 'ready', reviewers: [reviewer] },
        {
          after: 3,
          do: 'review',
          by: reviewer,
          says: 'changes_requested',
          body: 'The key must expire, or the table grows for ever.',
        },
        {
          after: 0.3,
          do: 'push',
          commits: [
            {
              message: 'Let keys expire after a day',
              modified: ['src/order/idempotency.ts'],
            },
          ],
        },
        { after: 0.1, do: 'test' },
        { after: 2, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.2, do: 'merge', by: reviewer },
      ],
    });
  },
};
