import { marksOf } from '@throughline/backend-kit';
import {
  changeKey,
  commitKey,
  deploymentKey,
  Fact,
  findMentions,
  wordsOf,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { component } from '../../__testUtils__/backend';
import { setUpInbox, signedRequest } from '../../__testUtils__/inbox';
import { readEntity } from '../../graph/readEntity';
import { applyCatalog } from '../../service/applyCatalog';
import { Projector } from '../../service/Projector';
import { insertErasure } from '../operations/erasures';
import { addMarks } from '../operations/marks';

/** A repository of an organisation. */
export const SHOP = 'github.com/acme/shop';
/** Below the account of the person who is erased. */
export const OWN = 'github.com/rosa/tools';

/** Who is erased. */
export const ROSA = {
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
export function story(
  repository: string,
  number: number,
  from: number,
): Fact[] {
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
      words: wordsOf('as RosaBot77 said', 'message'),
      signatures: ['Co-authored-by: Rosa Muñoz'],
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
      paths: ['services/cart/index.ts', 'people/rosa/plan.md'],
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

/** All that was delivered. */
export const STORY = [
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

/** What the catalog has. */
export const ENTITIES = [
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

/** All that is in all tables, a value a line; bodies only as being there. */
export async function everyText(knex: Knex): Promise<string[]> {
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

/** What of all that names who is erased. */
export async function tracesIn(knex: Knex): Promise<string[]> {
  return (await everyText(knex)).filter(
    text =>
      // Another person, whom another forge calls the same.
      !text.includes('gitlab.com/acme/shop') &&
      !text.includes('By another rosa') &&
      TRACES.some(trace => trace.test(text)),
  );
}

/** Projects all that waits. */
export async function project(knex: Knex): Promise<void> {
  await new Projector(knex).drain();
}

/** Asks for an erasing, as the route does. */
export async function ask(
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

/** Delivers it, and has it projected. */
export async function tellStory(knex: Knex): Promise<void> {
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
