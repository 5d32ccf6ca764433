import {
  commitKey,
  deploymentKey,
  directChangeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY } from '../__testUtils__/scenario';
import { minute, SHOP } from '../__testUtils__/shop';

const PATH = '/entities/component/default/shop/deployments';

/** Commits a ← b ← c on the default branch, as a clone knows them. */
const commit = (
  name: string,
  subject: string,
  ...parents: string[]
): Fact[] => [
  {
    subject: commitKey(REPOSITORY, name),
    at: minute(1),
    attributes: {
      sha: name,
      subject,
      author: { login: 'ada', type: 'person' },
      committedAt: minute(1),
      onDefaultBranch: true,
      parents,
    },
  },
];

const deployed = (
  id: number,
  sha: string,
  environment = 'production',
): Fact[] => [
  {
    subject: deploymentKey(REPOSITORY, id),
    at: minute(10 + id),
    attributes: {
      sha,
      environment,
      production: environment === 'production',
      createdAt: minute(10 + id),
      'status:1': { state: 'success', at: minute(10 + id) },
    },
  },
];

const HISTORY = [
  commit('a', 'First'),
  commit('b', 'Second', 'a'),
  commit('c', 'Third', 'b'),
];

/** A deployment in a line: what it did, and the titles it moved. */
function line(item: {
  outcome: string;
  incomplete?: boolean;
  added?: { commits: number; changes: Array<{ title: string }> };
  removed?: { commits: number; changes: Array<{ title: string }> };
}): string {
  const side = (sign: string, { commits, changes } = item.added!) =>
    `${sign}${commits} ${changes.map(({ title }) => title).join(', ')}`.trim();
  return [
    item.outcome,
    ...(item.incomplete ? ['incomplete'] : []),
    ...(item.added ? [side('+', item.added)] : []),
    ...(item.removed ? [side('-', item.removed)] : []),
  ].join(' ');
}

describe('GET /entities/:kind/:namespace/:name/deployments', () => {
  eachDatabase('tells what each brought and took out', async knex => {
    const deliveries = [
      ...HISTORY,
      deployed(1, 'a'),
      deployed(2, 'c'),
      deployed(3, 'b', 'staging'),
      deployed(4, 'b'),
      deployed(5, 'nowhere'),
      deployed(6, 'b'),
    ];
    await withTrace(knex, { entities: [SHOP], deliveries }, async as => {
      const { body } = await as('ada').get(PATH).expect(200);
      expect(body.items.map(line)).toEqual([
        'redeploy incomplete +0 -0',
        'redeploy incomplete +0 -0',
        'rollback +0 -1 Third',
        'baseline',
        'forward +2 Third, Second -0',
        'baseline',
      ]);
      expect(body.items[2]).toMatchObject({
        id: deploymentKey(REPOSITORY, 4),
        environment: 'production',
        production: true,
        version: 'b',
        at: minute(14),
        removed: {
          commits: 1,
          changes: [{ id: directChangeKey(REPOSITORY, 'c') }],
          truncated: false,
        },
      });
      expect(body.environments).toEqual(['staging', 'production']);

      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await as('ada')
          .get(PATH)
          .query({
            environment: 'production',
            limit: 2,
            ...(cursor && { cursor }),
          });
        seen.push(...page.body.items.map(({ at }: { at: string }) => at));
        cursor = page.body.nextCursor;
      } while (cursor);
      expect(seen).toEqual([16, 15, 14, 12, 11].map(minute));

      const refused = await as('ada').get(PATH).query({ limit: 0 });
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain('limit');
      const unknown = await as('ada').get(PATH.replace('shop', 'none'));
      expect(unknown.status).toBe(404);
    });
  });
});
