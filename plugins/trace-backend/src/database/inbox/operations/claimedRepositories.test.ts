import { component } from '../../../__testUtils__/backend';
import { eachDatabase } from '../../../__testUtils__/databases';
import { ask, OWN, ROSA, SHOP } from '../../../erasure/__testUtils__/story';
import { readEntity } from '../../../graph/readEntity';
import { applyCatalog } from '../../../service/applyCatalog';
import { claimedRepositories } from './claimedRepositories';

const entities = ['acme/shop', 'rosa/tools', 'RosaBot77/bot', 'erased/tools']
  .map(slug =>
    component(slug.replace('/', '-').toLowerCase(), {
      'github.com/project-slug': slug,
    }),
  )
  .map(readEntity);

describe('claimedRepositories', () => {
  eachDatabase('leaves out those of erased accounts', async knex => {
    await applyCatalog(knex, entities);
    expect(await claimedRepositories(knex)).toEqual([
      SHOP,
      'github.com/erased/tools',
      OWN,
      'github.com/rosabot77/bot',
    ]);
    await ask(knex, ROSA);
    await applyCatalog(knex, entities);
    expect(await knex('entities').pluck('repository')).not.toContain(OWN);
    expect(await claimedRepositories(knex)).toEqual([
      SHOP,
      'github.com/erased/tools',
    ]);
  });
});
