import { person } from '../../organisation/people';
import { Story, tellChange } from './story';
import { closing, planIssue } from './ticket';

/** Three commits become one on `main`, and the branch is deleted. */
export const squashMerge: Story = {
  id: 'squash-merge',
  title: 'A squash merge of three commits',
  repository: 'checkout',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('kavya').login;
    const reviewer = person('quinn').login;
    const issue = planIssue(telling.forge, this.id, clock.at(8, 10), {
      title: 'Shoppers lose their delivery address when they go back a step',
      body: 'Going back from payment empties the address form.',
      labels: ['bug'],
      author: reviewer,
    });
    const file = 'src/address/validate.ts';
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Keep the delivery address when going back a step',
      branch: 'keep-address-on-back',
      body: () => `The form now reads from the order draft.${closing(issue())}`,
      issue,
      additions: 96,
      deletions: 31,
      starts: clock.at(7, 10),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            { message: 'Read the address from the draft', modified: [file] },
            { message: 'Drop the form state', modified: [file] },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        {
          after: 2,
          do: 'review',
          by: reviewer,
          says: 'changes_requested',
          body: 'Please test the way back from payment too.',
        },
        {
          after: 1,
          do: 'push',
          commits: [
            {
              message: 'Test the way back from payment',
              modified: [],
              added: ['test/address/back.test.ts'],
            },
          ],
        },
        { after: 0.1, do: 'test' },
        { after: 1, do: 'review', by: reviewer, says: 'approved' },
        {
          after: 0.2,
          do: 'merge',
          by: author,
          method: 'squash',
          deleteBranch: true,
        },
      ],
    });
  },
};
