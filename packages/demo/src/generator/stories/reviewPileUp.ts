import { engineersOf } from '../../organisation/people';
import { AGENT, ASSISTANT_TRAILER } from '../accounts';
import { createRandom } from '../random';
import { slugOf } from '../wording';
import { Story, tellChange } from './story';
import { planIssue } from './ticket';

const PARTS = [
  'the home page',
  'the product page',
  'the gallery',
  'the filters',
  'the size table',
  'the price tags',
  'the search field',
  'the breadcrumbs',
  'the footer',
  'the consent banner',
  'the stock hints',
  'the ratings',
];
const TASKS = [
  (part: string) => `Move ${part} to the new design tokens`,
  (part: string) => `Type the props of ${part}`,
  (part: string) => `Test ${part} in the dark theme`,
];

/** Working days back at which it begins. */
const BEGINS = 25;

/**
 * For five weeks, mostly agents open more changes than two reviewers read: the
 * bottleneck that the Flow page is there to find.
 */
export const reviewPileUp: Story = {
  id: 'review-pile-up',
  title: 'Changes that are written faster than anybody reviews them',
  repository: 'storefront-web',
  tell(telling) {
    const { forge } = telling;
    const random = createRandom(this.id);
    const team = engineersOf(forge.source.team).map(({ login }) => login);
    const reviewers = team.slice(0, 2);
    const issue = planIssue(forge, this.id, forge.clock.at(BEGINS + 1, 10), {
      title: 'One design everywhere, also in the dark theme',
      body: 'Each part of the shop gets the new tokens, types and tests.',
      labels: ['enhancement'],
      author: reviewers[0],
    });
    const titles = TASKS.flatMap(task => PARTS.map(task));
    titles.forEach((title, index) => {
      const back = BEGINS - Math.floor((index * BEGINS) / titles.length);
      const kind = random.next();
      const trailer =
        kind < 0.6 || kind > 0.85 ? '' : `\n\n${ASSISTANT_TRAILER}`;
      const byAgent = kind < 0.6;
      const commits = [
        {
          message: `${title}${trailer}`,
          modified: [random.pick(forge.source.files)],
        },
      ];
      tellChange(telling, {
        key: `${this.id}-${index}`,
        author: byAgent ? AGENT : random.pick(team.slice(2)),
        title,
        branch: `${byAgent ? 'copilot/' : ''}${slugOf(title)}`,
        body: () => `A part of #${issue()?.number}.`,
        additions: random.between(20, 420),
        deletions: random.between(5, 180),
        starts: forge.clock.at(back, 9) + random.between(0, 400) * 60_000,
        steps: [
          { after: 0, do: 'push', commits },
          {
            after: 0.05,
            do: 'open',
            reviewers: [random.pick(reviewers)],
          },
          { after: 0.1, do: 'test' },
        ],
      });
    });
  },
};
