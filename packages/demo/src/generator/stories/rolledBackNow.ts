import { person } from '../../organisation/people';
import { Story, tellChange } from './story';

/** Production was rolled back yesterday and nothing has gone out since. */
export const rolledBackNow: Story = {
  id: 'rolled-back-now',
  title: 'A change that is rolled back in production right now',
  repository: 'refunds',
  tell(telling) {
    const { forge, deployer } = telling;
    const { clock } = forge;
    const author = person('xenia').login;
    const reviewer = person('tariq').login;
    tellChange(telling, {
      key: this.id,
      author,
      title: 'PAY-1203 Refund gift cards to the card they were bought with',
      branch: 'PAY-1203-refund-gift-cards',
      body: () => 'Gift cards bought with a card are refunded to that card.',
      additions: 131,
      deletions: 48,
      starts: clock.at(4, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'PAY-1203 Refund gift cards to the original card',
              modified: ['src/partial.ts', 'src/reasons.ts'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 2, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.2, do: 'merge', by: author },
      ],
    });
    const [service] = forge.source.services;
    // The next train, a day later, has carried it to production.
    forge.timeline.plan(clock.at(1, 10), at => {
      const before = deployer.runs(service, 'production', 1);
      if (!before) throw new Error('There is nothing to roll back to');
      deployer.held = true;
      const why = 'Roll back: gift cards are refunded twice';
      deployer.deploy(
        `${this.id}-back`,
        at,
        service,
        'production',
        before,
        why,
      );
    });
  },
};
