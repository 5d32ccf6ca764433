import { JsonObject } from '@backstage/types';
import { Chain, commitKey, Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { withTrace } from '../../__testUtils__/backend';
import { eachDatabase } from '../../__testUtils__/databases';
import { REPOSITORY, sha } from '../../__testUtils__/scenario';
import { CATALOG, chainsOf, minute, request } from '../../__testUtils__/shop';

const CART = 'services/cart/index.ts';
const WISHLIST = 'services/wishlist/list.ts';
const ADA = { login: 'ada', type: 'person' };

/** What is said of the request later than what it begins with. */
function reported(at: number, attributes: JsonObject): Fact {
  return { subject: request(50), at: minute(at), attributes };
}

/** An open request of two commits, as an API tells that knows no files. */
const OPENED = reported(1, {
  number: 50,
  title: 'Two steps',
  url: `https://${REPOSITORY}/pull/50`,
  state: 'open',
  draft: false,
  author: ADA,
  baseBranch: 'main',
  headBranch: 'steps',
  headSha: sha('c2'),
  createdAt: minute(1),
  commits: 2,
});

const MERGED = reported(4, {
  state: 'merged',
  mergeSha: sha('c9'),
  mergedAt: minute(4),
});

function commit(name: string, parent: string, more: JsonObject = {}): Fact {
  return {
    subject: commitKey(REPOSITORY, sha(name)),
    at: minute(1),
    attributes: {
      sha: sha(name),
      subject: `Commit ${name}`,
      author: ADA,
      committedAt: minute(1),
      parents: [sha(parent)],
      ...more,
    },
  };
}

const COMMITS = [commit('c1', 'c0'), commit('c2', 'c1')];

/** What of it each service of the monorepo has. */
async function chainsAfter(knex: Knex, ...facts: Fact[]) {
  const found: Record<string, Chain | undefined> = {};
  await withTrace(
    knex,
    { entities: CATALOG, deliveries: [[OPENED, ...COMMITS, ...facts]] },
    async as => {
      for (const name of ['cart', 'wishlist']) {
        const { status, body } = await as('ada').get(chainsOf(name));
        expect(status).toBe(200);
        [found[name]] = body.items;
      }
    },
  );
  return found;
}

describe('an open request in a repository of which entities claim parts', () => {
  eachDatabase('belongs to nobody while its paths are unknown', async knex => {
    expect(await chainsAfter(knex)).toEqual({});
  });

  eachDatabase('belongs to whom its own paths do', async knex => {
    const { cart, wishlist } = await chainsAfter(
      knex,
      reported(2, { paths: [CART] }),
    );
    expect(cart?.title).toBe('Two steps');
    expect(wishlist).toBeUndefined();
  });

  eachDatabase('has those of commits that came since', async knex => {
    const { cart, wishlist } = await chainsAfter(
      knex,
      reported(2, { paths: [CART] }),
      reported(3, { headSha: sha('c3'), commits: 3 }),
      commit('c3', 'c2', { paths: [WISHLIST] }),
    );
    expect(cart).toBeDefined();
    expect(wishlist).toBeDefined();
  });

  eachDatabase('is what it landed as, once that is known', async knex => {
    const { cart, wishlist } = await chainsAfter(
      knex,
      reported(2, { paths: [CART], pathsTruncated: true }),
      MERGED,
      commit('c9', 'c0', { paths: [WISHLIST], onDefaultBranch: true }),
    );
    expect(cart).toBeUndefined();
    expect(wishlist?.title).toBe('Two steps');
    expect(wishlist!.incomplete).not.toContain('paths-unknown');
  });
});

describe('a merged request of which it is not known what it landed as', () => {
  eachDatabase('says when not all of its paths are known', async knex => {
    const { cart } = await chainsAfter(
      knex,
      reported(2, { paths: [CART], pathsTruncated: true }),
      MERGED,
    );
    expect(cart?.incomplete).toContain('paths-unknown');
  });

  eachDatabase('does not when they are', async knex => {
    const { cart } = await chainsAfter(
      knex,
      reported(2, { paths: [CART], pathsTruncated: true }),
      reported(3, { pathsTruncated: false }),
      MERGED,
    );
    expect(cart?.incomplete).toContain('no-review');
    expect(cart?.incomplete).not.toContain('paths-unknown');
  });

  eachDatabase('has all when its commits say all', async knex => {
    const { cart, wishlist } = await chainsAfter(
      knex,
      reported(2, { paths: [CART], pathsTruncated: true }),
      MERGED,
      commit('c1', 'c0', { paths: [CART] }),
      commit('c2', 'c1', { paths: [WISHLIST] }),
    );
    for (const chain of [cart, wishlist]) {
      expect(chain?.incomplete).toContain('no-review');
      expect(chain?.incomplete).not.toContain('paths-unknown');
    }
  });
});
