import { NormaliseError } from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { component } from '../__testUtils__/backend';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { hmacConnector } from '../__testUtils__/hmacConnector';
import { setUpInbox, signedRequest } from '../__testUtils__/inbox';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { writeEntities } from '../database/graph/operations/entities';
import {
  enqueueWork,
  QUEUES,
  takeProjectorLease,
} from '../database/graph/operations/work';
import { readEntity } from '../graph/readEntity';
import { compress } from '../inbox/compression';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import {
  ask,
  ENTITIES,
  everyText,
  OWN,
  project,
  ROSA,
  SHOP,
  STORY,
  story,
  tellStory,
  tracesIn,
} from './__testUtils__/story';
import { ErasureWorker } from './ErasureWorker';
import { readErasure } from './operations/erasures';

/** Lets replicas work until all is done, the projector and inbox with them. */
async function work(
  knex: Knex,
  inbox = setUpInbox(knex),
  worker = new ErasureWorker(knex),
): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const [running] = await knex('erasures').where({ state: 'running' });
    if (!running) return;
    const done = await worker.workOnce();
    if (done === 0) {
      await project(knex);
      await inbox.processor.processOnce();
    }
  }
  throw new Error('It does not come to an end');
}

async function erase(knex: Knex, person_ = ROSA, rehearsal = false) {
  const { id, pseudonym } = await ask(knex, person_, rehearsal);
  await work(knex);
  const { report } = (await readErasure(knex, id))!;
  return { pseudonym, report };
}

const NOTHING = {
  facts: 0,
  repositories: 0,
  entities: 0,
  histories: 0,
  deliveries: 0,
  bodies: 0,
  failedBodies: 0,
};

/** Rows whose order the names decide are compared without it. */
const lines = (text: string) => text.split('\n').sort();

describe('erasing a person', () => {
  eachDatabase('leaves no trace and the graph as it was', async knex => {
    await tellStory(knex);
    expect((await tracesIn(knex)).length).toBeGreaterThan(100);
    const { chains: before } = {
      chains: await knex('chains').orderBy(['entity_ref', 'updated_at']),
    };
    const { pseudonym, report } = await erase(knex);
    expect(await tracesIn(knex)).toEqual([]);
    expect(report).toEqual({
      ...NOTHING,
      facts: 32,
      repositories: 1,
      entities: 1,
      deliveries: 2,
      bodies: 2,
    });

    const after = await knex('chains').orderBy(['entity_ref', 'updated_at']);
    expect(after).toHaveLength(before.length);
    const shown = (row: (typeof after)[number]) => {
      const chain = JSON.parse(row.chain);
      return {
        entity: row.entity_ref,
        stage: [row.stage, row.stage_since, row.waiting, row.incomplete],
        open: row.open_incident,
        live: row.live_in,
        review: chain.review,
        number: chain.number,
        merge: chain.merge,
        authorship: chain.authorship.value,
        tickets: chain.tickets.map(({ key }: { key: string }) => key),
        incidents: chain.incidents.length,
        reverts: [chain.reverts.length, chain.revertedBy.length],
        environments: chain.environments.map(
          ({ state, since }: { state: string; since: string }) =>
            `${state} ${since}`,
        ),
      };
    };
    expect(after.map(shown)).toEqual(before.map(shown));
    expect(before.map(shown)).toContainEqual(
      expect.objectContaining({
        review: expect.objectContaining({ approvals: 3 }),
      }),
    );
    expect(new Set(after.map(row => row.author_login))).toEqual(
      new Set([pseudonym, 'rosalind'].slice(0, 1)),
    );
    // Those who are called nearly the same are there still.
    const texts = (await everyText(knex)).join('\n');
    expect(texts).toContain('rosalind');
    expect(texts).toContain('rosa-m');
    expect(texts).toContain('By another rosa');
  });

  eachDatabase('is as if they had always been called so', async knex => {
    await tellStory(knex);
    const graph = await dumpGraph(knex);
    const { pseudonym } = await erase(knex);
    const [erasedGraph, erasedAttribution] = [
      await dumpGraph(knex),
      await dumpAttribution(knex),
    ];
    expect(erasedGraph).not.toBe(graph);
    // Computed from nothing but the facts that are left, it is the same.
    for (const table of [
      'nodes',
      'edges',
      'commit_parents',
      'landings',
      'node_entities',
      'rollouts',
      'rollout_commits',
      'rollout_missing',
      'rollout_failures',
      'chains',
    ]) {
      await knex(table).delete();
    }
    await new Projector(knex).rebuild();
    await project(knex);
    expect(lines(await dumpGraph(knex))).toEqual(lines(erasedGraph));
    expect(lines(await dumpAttribution(knex))).toEqual(
      lines(erasedAttribution),
    );
    expect(erasedGraph).toContain(`github.com/${pseudonym}/tools`);
  });

  eachDatabase('stays so, whoever brings them again', async knex => {
    await tellStory(knex);
    const { pseudonym } = await erase(knex);
    const facts = await knex('facts').orderBy('id');
    // The same webhook again, and as another delivery; a history; the catalog.
    const inbox = setUpInbox(knex);
    await inbox.inbox.accept('test', signedRequest({ id: 'd0', facts: STORY }));
    await inbox.inbox.accept(
      'test',
      signedRequest({ id: 'by rosa', facts: STORY }),
    );
    await inbox.inbox.accept(
      'test',
      signedRequest({ id: 'x1', missing: 'of rosa' }),
    );
    await inbox.inbox.accept(
      'test',
      signedRequest({ id: 'x2', crash: 'Rosa Muñoz' }),
    );
    while ((await inbox.processor.processOnce()) > 0);
    await applyCatalog(knex, ENTITIES);
    await project(knex);
    expect(await tracesIn(knex)).toEqual([]);
    expect(await knex('facts').orderBy('id')).toEqual(facts);
    expect(await applyCatalog(knex, ENTITIES)).toEqual([]);
    // What failed can be processed again.
    expect(
      await knex('deliveries').whereNotNull('body').pluck('status'),
    ).toEqual(['failed', 'failed']);
    await knex('deliveries').where({ status: 'failed' }).update({ body: null });

    // Again: the same name, and nothing is found.
    expect(await erase(knex)).toEqual({ pseudonym, report: NOTHING });
    // Another address of theirs: the same name too.
    expect(await erase(knex, { ...ROSA, emails: ['r@example.org'] })).toEqual({
      pseudonym,
      report: NOTHING,
    });
  });

  eachDatabase(
    'empties payloads, and processes first what waits',
    async knex => {
      const encoded: Array<[string, string, string]> = [
        ['json', 'projected', '{"n":"Rosa Mu\\u00f1oz"}'],
        ['newline', 'ignored', '{"message":"Fix\\nrosa"}'],
        ['form', 'failed', 'payload=%7B%22n%22%3A%22Rosa+Mu%C3%B1oz%22%7D'],
        ['form-json', 'failed', 'payload=%22Rosa+Mu%5Cu00f1oz%22'],
        ['xml', 'projected', '<author name="Rosa Mu&#241;oz"/>'],
        ['xml-hex', 'projected', '<author name="Rosa Mu&#xF1;oz"/>'],
        ['address', 'projected', '1+rosa@users.noreply.github.com'],
        ['other', 'projected', '{"n":"rosalind, rosa-m, Rosal Muñoz"}'],
        ['none', 'failed', '{"n":"open"}'],
      ];
      for (const [id, status, body] of encoded) {
        await knex('deliveries').insert({
          source: 'test',
          delivery_id: id,
          event: 'thing',
          status,
          reason: status === 'failed' ? 'of Rosa Muñoz' : null,
          path: status === 'failed' ? 'users.rosa' : null,
          context: JSON.stringify({ by: 'rosa' }),
          body_bytes: body.length,
          received_at: new Date(),
          body: await compress(Buffer.from(body)),
        });
      }
      const inbox = setUpInbox(knex);
      await inbox.inbox.accept(
        'test',
        signedRequest({ id: 'late', facts: story(SHOP, 4, 900) }),
      );
      const dry = await erase(knex, ROSA, true);
      expect(dry.report).toMatchObject({
        deliveries: 10,
        bodies: 8,
        failedBodies: 2,
      });
      expect(await knex('erased_marks')).toEqual([]);
      expect(await knex('deliveries').whereNull('body')).toEqual([]);

      const { id } = await ask(knex);
      const worker = new ErasureWorker(knex);
      for (let turn = 0; turn < 20; turn += 1) await worker.workOnce();
      // What waits is waited for.
      expect((await readErasure(knex, id))!.state).toBe('running');
      await work(knex, inbox, worker);

      expect(
        await knex('deliveries')
          .whereNotNull('body')
          .orderBy('seq')
          .pluck('delivery_id'),
      ).toEqual(['other', 'none']);
      expect(await knex('facts').select()).toHaveLength(5);
      await project(knex);
      expect(await tracesIn(knex)).toEqual([]);
      expect((await readErasure(knex, id))!.report).toMatchObject({
        failedBodies: 2,
      });
    },
  );

  eachDatabase('loses nothing that fails after it', async knex => {
    await erase(knex);
    const broken = setUpInbox(knex, {
      connectors: [
        hmacConnector({
          async identify() {
            return {
              deliveryId: 'd',
              event: 'thing',
              context: { by: 'rosa' },
            };
          },
          async normalise() {
            throw new NormaliseError('users.rosa', 'not Rosa Muñoz');
          },
        }),
      ],
    });
    const facts = story(SHOP, 4, 900);
    await broken.inbox.accept('test', signedRequest({ id: 'd', facts }));
    await broken.processor.processOnce();
    expect(await tracesIn(knex)).toEqual([]);
    const [failed] = await knex('deliveries');
    expect(failed).toMatchObject({ status: 'failed', body: expect.anything() });

    const mended = setUpInbox(knex);
    await mended.store.requeue(failed.seq);
    await mended.processor.processOnce();
    expect(await knex('facts')).toHaveLength(facts.length);
    expect(await tracesIn(knex)).toEqual([]);
    expect(await knex('deliveries').select('status', 'body')).toEqual([
      { status: 'projected', body: null },
    ]);
  });

  eachDatabase('forgets or restarts histories that name them', async knex => {
    await knex('histories').insert(
      [
        {
          id: `github:${OWN}`,
          repository: OWN,
          message: null,
          checkpoint: null,
        },
        {
          id: 'github:a',
          repository: SHOP,
          message: 'rosa has no access',
          notes: JSON.stringify(['Nothing by Rosa Muñoz']),
          checkpoint: '{"author":"rosa"}',
        },
        {
          id: 'github:b',
          repository: SHOP,
          message: null,
          checkpoint: '{"a":1}',
        },
      ].map(row => ({ ...row, source: 'github', state: 'done' })),
    );
    const { report } = await erase(knex);
    expect(report).toEqual({ ...NOTHING, histories: 2 });
    expect(await tracesIn(knex)).toEqual([]);
    const left = await knex('histories').orderBy('id');
    expect(left.map(({ id, checkpoint }) => [id, checkpoint])).toEqual([
      ['github:a', null],
      ['github:b', '{"a":1}'],
    ]);
  });

  eachDatabase('counts, and changes nothing', async knex => {
    await tellStory(knex);
    const before = await everyText(knex);
    const { report } = await erase(knex, ROSA, true);
    expect(report).toMatchObject({ facts: 32, bodies: 2, entities: 1 });
    const after = (await everyText(knex)).filter(
      text => !/^(erasure|erasures|erasure_key)\./.test(text),
    );
    expect(after.sort()).toEqual(before.sort());
  });

  eachDatabase('does not wait for what comes later', async knex => {
    await tellStory(knex);
    const { id } = await ask(knex);
    const worker = new ErasureWorker(knex);
    const projector = new Projector(knex);
    const soon = Date.now() + 60_000;
    for (let turn = 0; turn < 40; turn += 1) {
      while ((await worker.workOnce()) > 0);
      if ((await readErasure(knex, id))!.state === 'done') break;
      if (turn % 2 === 0) {
        // What waits is marked again.
        const waiting = await knex('work').select('queue', 'key');
        await knex.transaction(async tx => {
          for (const queue of QUEUES) {
            const same = waiting.filter(row => row.queue === queue);
            await enqueueWork(
              tx,
              queue,
              same.map(({ key }) => key),
            );
          }
        });
      } else {
        await projector.projectOnce();
        // There is always something to do, in every queue.
        await knex('work').insert(
          QUEUES.map(queue => ({
            queue,
            key: `issue:LATER-${turn}`,
            enqueued_at: soon + turn,
          })),
        );
      }
    }
    expect((await readErasure(knex, id))!.state).toBe('done');
    expect(await knex('work')).not.toEqual([]);
    expect(await tracesIn(knex)).toEqual([]);
  });

  eachDatabase('undoes nothing the catalog says meanwhile', async knex => {
    if (knex.client.config.client !== 'pg') {
      // One writer at a time: nobody can be in between.
      expect(await knex.raw('PRAGMA journal_mode')).toHaveLength(1);
      return;
    }
    await applyCatalog(knex, ENTITIES);
    await ask(knex);
    const added = readEntity(component('added', {}));
    const sync = await knex.transaction();
    await takeProjectorLease(sync, { wait: true });
    await writeEntities(sync, [added], []);
    const erasing = new ErasureWorker(knex).workOnce();
    for (;;) {
      const { rows } = await knex.raw(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'
         AND datname = current_database()`,
      );
      if (rows.length > 0) break;
    }
    await sync.commit();
    await erasing;
    expect(await knex('entities').pluck('ref')).toContain(added.ref);
  });

  eachDatabase('waits for those who do not know of it yet', async knex => {
    if (knex.client.config.client !== 'pg') {
      // One writer at a time: nobody can be in between.
      expect(await knex.raw('PRAGMA journal_mode')).toHaveLength(1);
      return;
    }
    const earlier = await knex.transaction();
    await appendFacts(earlier, STORY.slice(0, 5));
    const asked = ask(knex);
    for (;;) {
      const { rows } = await knex.raw(
        `SELECT 1 FROM pg_locks WHERE NOT granted
         AND mode = 'AccessExclusiveLock'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      if (rows.length > 0) break;
    }
    expect(await knex('erasures')).toEqual([]);
    await earlier.commit();
    await asked;
    await work(knex);
    expect(await knex('facts')).toHaveLength(5);
    expect(await tracesIn(knex)).toEqual([]);
  });
});
