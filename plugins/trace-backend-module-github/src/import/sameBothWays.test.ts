import { webhooksOf } from '@throughline/github-player';
import { Fact, Registers } from '@throughline/plugin-trace-common';
import { factsOf, deliver } from '../__testUtils__/deliver';
import {
  Importing,
  registersOf,
  startImporting,
  TestStore,
} from './__testUtils__/importing';
import { someOrganisation } from './__testUtils__/organisation';

jest.setTimeout(120_000);

describe('try', () => {
  it('x', async () => {
    const organisation = someOrganisation({ changes: 30 });
    const importing: Importing = await startImporting(organisation);
    const store = new TestStore();
    await importing.run('made-up/shop', store);
    const told: Fact[] = [];
    for (const { event, payload } of webhooksOf(
      organisation,
      importing.player.links,
    )) {
      const r = await deliver(event, payload);
      if (r.outcome === 'facts') told.push(...r.facts);
    }
    await importing.player.close();
    const hook = registersOf(told);
    const api = store.registers();
    const out: string[] = [];
    out.push(
      'only hook: ' + [...hook.keys()].filter(k => !api.has(k)).slice(0, 20),
    );
    out.push(
      'only api: ' + [...api.keys()].filter(k => !hook.has(k)).slice(0, 20),
    );
    const diffs = new Map<string, number>();
    const ex = new Map<string, string>();
    for (const [k, a] of api) {
      const h: Registers = hook.get(k) ?? {};
      for (const name of new Set([...Object.keys(a), ...Object.keys(h)])) {
        const kind = k.split(':')[0];
        const n = name.includes(':') ? name.split(':')[0] + ':' : name;
        let d = '';
        if (!a[name]) d = 'api lacks';
        else if (!h[name]) d = 'hook lacks';
        else if (
          JSON.stringify(a[name].value) !== JSON.stringify(h[name].value)
        )
          d = 'value';
        if (d) {
          const id = `${kind}.${n} ${d}`;
          diffs.set(id, (diffs.get(id) ?? 0) + 1);
          ex.set(
            id,
            `${k} ${name} A=${JSON.stringify(a[name])} H=${JSON.stringify(
              h[name],
            )}`,
          );
        }
      }
    }
    console.log(out.join('\n'));
    console.log(
      [...diffs].map(([k, n]) => `${k} ${n} ${ex.get(k)}`).join('\n'),
    );
  });
});
