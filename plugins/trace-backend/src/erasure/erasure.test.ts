import {
  changeKey,
  commitKey,
  deploymentKey,
  Fact,
  findMentions,
} from '@throughline/plugin-trace-common';
import { marksOf } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { component } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { setUpInbox, signedRequest } from '../__testUtils__/inbox';
import { compress } from '../inbox/compression';
import { readEntity } from '../graph/readEntity';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import { ErasureWorker } from './ErasureWorker';
import { insertErasure, readErasure } from './operations/erasures';
import { addMarks } from './operations/marks';

const SHOP = 'github.com/acme/shop';
/** Below the account of the person who is erased. */
const OWN = 'github.com/rosa/tools';

const ROSA = {
  logins: ['github.com/rosa', 'github.com/RosaBot77'],
  names: ['Rosa Muñoz'],
  emails: ['rosa.munoz@example.com'],
  userRefs: ['user:default/rosa'],
};

const START = Date.UTC(2026, 2, 2, 9);
const time = (minute: number) =>
  new Date(START + minute * 60_000).toISOString();
const sha = (name: string) => name.padEnd(40, '0');
const person = (login: string) => ({ login, type: 'person' as const });

function fact(subject: string, minute: number, attributes: object): Fact {
  return {
    subject,
    at: time(minute),
    attributes: attributes as Fact['attributes'],
  };
}

/** A request that is reviewed, merged and deployed, all by or for `rosa`. */
function story(repository: string, number: number, from: number): Fact[] {
  const head = sha(`${number}a`);
  const merge = sha(`${number}b`);
  const title = `PAY-${number} Rosa's fix, thanks @rosa and Rosa Muñoz`;
  return [
    fact(commitKey(repository, head), from, {
      sha: head,
      subject: `${title} (rosa.munoz@example.com)`,
      author: { login: 'rosa', name: 'Rosa Muñoz', type: 'person' },
      committedAt: time(from),
      parents: [sha(`${number - 1}b`)],
      paths: ['services/cart/index.ts', 'people/rosa/notes.md'],
      mentions: findMentions(title, 'title', repository),
      authorship: [
        {
          says: 'assisted',
          rule: 'trailer',
          text: 'Co-authored-by: Rosa MUÑOZ <123+rosa@users.noreply.github.com>',
        },
      ],
      [`push:${head}:rosa/fix`]: {
        branch: 'rosa/fix',
        defaultBranch: false,
        before: sha(`${number - 1}b`),
        after: head,
        index: 0,
        previous: sha(`${number - 1}b`),
        at: time(from),
      },
    }),
    fact(changeKey(repository, number), from + 1, {
      number,
      title,
      url: `https://${repository}/pull/${number}`,
      state: 'merged',
      draft: false,
      author: person('Rosa'),
      baseBranch: 'main',
      headBranch: 'rosa/fix',
      headSha: head,
      mergeSha: merge,
      intoDefaultBranch: true,
      createdAt: time(from + 1),
      mergedAt: time(from + 3),
      commits: 1,
      labels: ['rosa', 'rosa-m', 'open'],
      mentions: findMentions(`rosa/PAY-${number}`, 'branch', repository),
      reverts: number > 1 ? [changeKey(repository, number - 1)] : [],
      'review:1': {
        state: 'approved',
        by: person('rosa-m'),
        at: time(from + 2),
      },
      'review:2': {
        state: 'approved',
        by: person('rosabot77'),
        at: time(from + 2),
      },
      'review:3': {
        state: 'approved',
        by: person('rosalind'),
        at: time(from + 2),
      },
    }),
    fact(commitKey(repository, merge), from + 3, {
      sha: merge,
      subject: `Merge pull request #${number} from rosa/fix`,
      author: person('rosalind'),
      committedAt: time(from + 3),
      onDefaultBranch: true,
      parents: [sha(`${number - 1}b`)],
      paths: ['services/cart/index.ts'],
    }),
    fact(deploymentKey(repository, number), from + 4, {
      sha: merge,
      environment: 'production',
      production: true,
      version: `rosa/${number}`,
      createdAt: time(from + 4),
      'status:1': { state: 'success', at: time(from + 5) },
    }),
    fact(deploymentKey(repository, 100 + number), from + 6, {
      sha: merge,
      environment: 'preview rosa',
      production: false,
      createdAt: time(from + 6),
      'status:1': { state: 'failure', at: time(from + 7) },
    }),
  ];
}

const STORY = [
  ...[1, 2, 3].flatMap(number => story(SHOP, number, number * 20)),
  ...[1, 2, 3].flatMap(number => story(OWN, number, number * 20)),
  fact('issue:PAY-1', 5, {
    key: 'PAY-1',
    title: 'Asked for by rosa, see github.com/rosa/tools',
    state: 'open',
    createdAt: time(5),
    incident: false,
  }),
  fact('issue:PAY-9', 500, {
    key: 'PAY-9',
    title: 'Shop is down, says Rosa Muñoz',
    state: 'open',
    createdAt: time(500),
    incident: true,
    causedBy: [changeKey(OWN, 2), changeKey(SHOP, 2)],
  }),
  // Somebody else, on another forge.
  fact(changeKey('gitlab.com/acme/shop', 1), 1, {
    number: 1,
    title: 'By another rosa',
    state: 'open',
    author: person('rosa'),
    headSha: sha('f'),
    createdAt: time(1),
    draft: false,
  }),
];

const ENTITIES = [
  component('shop', {
    'github.com/project-slug': 'acme/shop',
    'throughline.dev/ticket-keys': 'PAY',
  }),
  component('tools', { 'github.com/project-slug': 'rosa/tools' }),
].map(readEntity);

/** What must not be found, in any case, apart from longer words and others. */
const TRACES = [
  /(?<![\p{L}\p{N}])(?<![\p{L}\p{N}][-_.])rosa(?![\p{L}\p{N}]|[-_.][\p{L}\p{N}])/iu,
  /rosabot77/i,
  /mu(ñ|\\u00f1|%C3%B1|&#241;|&#xf1;)oz/i,
  /rosa\.munoz/i,
  /123\+/,
];

async function everyText(knex: Knex): Promise<string[]> {
  const tables: string[] =
    knex.client.config.client === 'pg'
      ? await knex('pg_tables').where('schemaname', 'public').pluck('tablename')
      : await knex('sqlite_master').where('type', 'table').pluck('name');
  const texts: string[] = [];
  for (const table of tables) {
    for (const row of await knex(table).select()) {
      for (const [column, value] of Object.entries(row)) {
        if (Buffer.isBuffer(value)) texts.push(`${table}.${column} a body`);
        else texts.push(`${table}.${column} ${JSON.stringify(value)}`);
      }
    }
  }
  return texts;
}

async function tracesIn(knex: Knex): Promise<string[]> {
  return (await everyText(knex)).filter(
    text =>
      // Another person, whom another forge calls the same.
      !text.includes('gitlab.com/acme/shop') &&
      !text.includes('By another rosa') &&
      TRACES.some(trace => trace.test(text)),
  );
}

async function project(knex: Knex): Promise<void> {
  await new Projector(knex).drain();
}

/** Asks for an erasing, as the route does. */
async function ask(
  knex: Knex,
  person_ = ROSA,
  rehearsal = false,
): Promise<{ id: string; pseudonym: string }> {
  const id = randomUUID();
  return knex.transaction(async tx => {
    const pseudonym = await addMarks(
      tx,
      first => marksOf(person_, first),
      rehearsal ? id : undefined,
    );
    await insertErasure(tx, { id, pseudonym, rehearsal });
    return { id, pseudonym };
  });
}

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

async function tellStory(knex: Knex): Promise<void> {
  await applyCatalog(knex, ENTITIES);
  const inbox = setUpInbox(knex);
  for (const [index, facts] of [
    STORY.slice(0, 12),
    STORY.slice(12),
  ].entries()) {
    await inbox.inbox.accept('test', signedRequest({ id: `d${index}`, facts }));
  }
  while ((await inbox.processor.processOnce()) > 0);
  await project(knex);
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
    expect(await knex('deliveries').whereNotNull('body').pluck('body')).toEqual(
      [],
    );

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
});
