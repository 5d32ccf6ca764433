import { person } from '../../organisation/people';
import { Story, tellChange } from './story';

/** A ticket of a tracker that is not connected, and a merge commit. */
export const mergeCommit: Story = {
  id: 'merge-commit',
  title: 'A merge commit, with a ticket key in title and branch',
  repository: 'payments-api',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('sven').login;
    const reviewer = person('uma').login;
    tellChange(telling, {
      key: this.id,
      author,
      title: 'PAY-812 Retry card capture',
      branch: 'PAY-812-retry-card-capture',
      body: () =>
        'A capture that times out is sent again with the same idempotency key.',
      additions: 212,
      deletions: 40,
      starts: clock.at(4, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'PAY-812 Send a capture again after a timeout',
              modified: ['src/main/java/shop/payments/Capture.java'],
            },
            {
              message: 'PAY-812 Test that a capture is charged once',
              modified: [],
              added: ['src/test/java/shop/payments/CaptureRetryTest.java'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 5, do: 'review', by: reviewer, says: 'approved' },
        { after: 1, do: 'merge', by: author, method: 'merge' },
      ],
    });
  },
};
