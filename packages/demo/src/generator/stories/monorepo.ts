import { person } from '../../organisation/people';
import { Story, Telling, tellChange } from './story';

function tell(
  telling: Telling,
  told: { key: string; title: string; paths: string[]; daysBack: number },
): void {
  const author = person('quinn').login;
  const reviewer = person('nils').login;
  tellChange(telling, {
    key: told.key,
    author,
    title: told.title,
    branch: told.key,
    body: () => `${told.title}.`,
    additions: 64,
    deletions: 20,
    starts: telling.forge.clock.at(told.daysBack, 10),
    steps: [
      {
        after: 0,
        do: 'push',
        commits: [{ message: told.title, modified: told.paths }],
      },
      { after: 0.1, do: 'open', reviewers: [reviewer] },
      { after: 0.1, do: 'test' },
      { after: 2, do: 'review', by: reviewer, says: 'approved' },
      { after: 0.2, do: 'merge', by: author },
    ],
  });
}

/** Two services in one repository: both, one, or neither is touched. */
export const monorepo: Story = {
  id: 'monorepo',
  title: 'Changes in a repository with two services',
  repository: 'basket',
  tell(telling) {
    tell(telling, {
      key: 'monorepo-both',
      title: 'Move items between cart and wishlist in one request',
      paths: ['services/cart/src/routes.ts', 'services/wishlist/src/items.ts'],
      daysBack: 7,
    });
    tell(telling, {
      key: 'monorepo-one',
      title: 'Keep a wishlist for a year',
      paths: ['services/wishlist/src/expiry.ts'],
      daysBack: 5,
    });
    tell(telling, {
      key: 'monorepo-neither',
      title: 'Explain the folders in the README',
      paths: ['README.md'],
      daysBack: 3,
    });
  },
};
