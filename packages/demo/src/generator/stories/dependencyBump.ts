import { person } from '../../organisation/people';
import { BUMPER } from '../accounts';
import { Story, tellChange } from './story';

/** A bot's change: no ticket, and none is missed. */
export const dependencyBump: Story = {
  id: 'dependency-bump',
  title: "A bot's dependency bump",
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const reviewer = person('quinn').login;
    const title = 'Bump express from 4.21.2 to 4.22.0';
    tellChange(telling, {
      key: this.id,
      author: BUMPER,
      title,
      branch: 'dependabot/npm_and_yarn/express-4.22.0',
      body: () => 'Bumps express from 4.21.2 to 4.22.0.',
      labels: ['dependencies'],
      additions: 3,
      deletions: 3,
      starts: clock.at(6, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            { message: title, modified: ['package.json', 'yarn.lock'] },
          ],
        },
        { after: 0.02, do: 'open' },
        { after: 0.1, do: 'test' },
        { after: 2, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.1, do: 'merge', by: reviewer },
      ],
    });
  },
};
