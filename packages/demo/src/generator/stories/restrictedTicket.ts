import { person } from '../../organisation/people';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/** What the ticket and its change say, and nothing else of the demo does. */
const WEAKNESS = 'Opt-out tokens can be guessed (made-up weakness)';
const REMEDY = 'Sign opt-out tokens';

/** A label restricts the ticket, and with it the change that closes it. */
export const restrictedTicket: Story = {
  id: 'restricted-ticket',
  title: 'A ticket that only the owners of its service may read',
  repository: 'notifications',
  tell(telling) {
    const { forge } = telling;
    const { clock } = forge;
    const author = person('arne').login;
    const issue = planIssue(forge, this.id, clock.at(4, 15), {
      title: WEAKNESS,
      body: 'Whoever guesses one takes somebody off the list.',
      labels: ['security'],
      author: person('uma').login,
    });
    tellChange(telling, {
      key: this.id,
      author,
      title: REMEDY,
      branch: 'sign-opt-out-tokens',
      body: () => `${WEAKNESS}.${closing(issue())}`,
      issue,
      additions: 64,
      deletions: 9,
      starts: clock.at(4, 16),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: REMEDY,
              modified: ['src/preferences.ts'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [person('yusuf').login] },
        { after: 0.1, do: 'test' },
      ],
    });
  },
};
