import { person } from '../../organisation/people';
import { ASSISTANT_TRAILER } from '../accounts';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/** A person's change that says an assistant helped. */
export const assistantWritten: Story = {
  id: 'assistant-written',
  title: 'A change written with an assistant',
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('pablo').login;
    const reviewer = person('maya').login;
    const issue = planIssue(telling.forge, this.id, clock.at(5, 15), {
      title: 'The summary jumps when shipping costs arrive',
      body: 'Reserve the space, please.',
      labels: ['bug'],
      author: reviewer,
    });
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Reserve space for shipping costs in the summary',
      branch: 'summary-without-jump',
      body: () => `Shows a placeholder of the same height.${closing(issue())}`,
      issue,
      additions: 54,
      deletions: 9,
      starts: clock.at(4, 10),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: `Reserve space for shipping costs\n\n${ASSISTANT_TRAILER}`,
              modified: ['src/steps/summary.tsx'],
            },
          ],
        },
        { after: 0.05, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 1.5, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.2, do: 'merge', by: author },
      ],
    });
  },
};
