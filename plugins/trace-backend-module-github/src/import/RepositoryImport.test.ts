import { someOrganisation } from './__testUtils__/organisation';
import {
  Importing,
  startImporting,
  TestStore,
} from './__testUtils__/importing';

jest.setTimeout(120_000);

describe('try', () => {
  it('runs', async () => {
    const organisation = someOrganisation();
    const importing: Importing = await startImporting(organisation);
    const store = new TestStore();
    try {
      await importing.run('made-up/shop', store);
    } finally {
      console.log(
        importing.player.requests.map(
          r => `${r.operationName ?? r.path} ${r.status} ${r.query}`,
        ),
      );
      console.log(store.writes, store.checkpoint);
      await importing.player.close();
    }
    const kinds = new Map<string, number>();
    for (const key of store.registers().keys()) {
      const k = key.split(':')[0];
      kinds.set(k, (kinds.get(k) ?? 0) + 1);
    }
    console.log(kinds);
  });
});
