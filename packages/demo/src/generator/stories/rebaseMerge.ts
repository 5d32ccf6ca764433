import { person } from '../../organisation/people';
import { Story, tellChange } from './story';

/** Every commit lands as a copy under another hash. */
export const rebaseMerge: Story = {
  id: 'rebase-merge',
  title: 'A rebase merge of three commits',
  repository: 'product-search',
  tell(telling) {
    const { clock } = telling.forge;
    const author = person('farah').login;
    const reviewer = person('emeka').login;
    tellChange(telling, {
      key: this.id,
      author,
      title: 'Rank products that are in stock first',
      branch: 'rank-in-stock-first',
      body: () => 'Out-of-stock products sink to the end of their score band.',
      additions: 143,
      deletions: 27,
      starts: clock.at(6, 9),
      steps: [
        {
          after: 0,
          do: 'push',
          commits: [
            {
              message: 'Read stock levels into the index',
              modified: ['internal/index/sync.go'],
            },
            {
              message: 'Boost products in stock',
              modified: ['internal/rank/boost.go'],
            },
            {
              message: 'Measure the effect on the sample queries',
              modified: [],
              added: ['internal/rank/boost_test.go'],
            },
          ],
        },
        { after: 0.1, do: 'open', reviewers: [reviewer] },
        { after: 0.1, do: 'test' },
        { after: 4, do: 'review', by: reviewer, says: 'approved' },
        { after: 0.3, do: 'merge', by: author, method: 'rebase' },
      ],
    });
  },
};
