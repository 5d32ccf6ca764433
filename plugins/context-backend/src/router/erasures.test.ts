import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { Caller, entity, withReading } from '../__testUtils__/reading';
import { CART, section, tell } from '../__testUtils__/sections';

const PERSON = 'user:default/rosa';
const ROSA = {
  logins: ['github.com/rosa'],
  names: ['Rosa Muñoz'],
  emails: ['rosa.munoz@example.com'],
  userRefs: ['user:default/Rosa'],
};
const PSEUDONYM = 'erased-0a1b2c3d';

/** A section that names her in every way, and others who are called like her. */
const naming = section({
  headline: 'Rosa Muñoz is on call, not Ana Muñozova',
  facts: [
    {
      id: 'on-call',
      label: 'On call',
      value: 'ROSA MUÑOZ (rosa.munoz@example.com), rosalind',
      refs: [PERSON, 'user:default/rosa-m'],
    },
  ],
  attention: [
    {
      id: 'a',
      status: 'blocked',
      title: '@rosa',
      waitsFor: { name: 'Rosa Muñoz', entityRef: PERSON },
    },
  ],
  data: { rosa: [{ by: 'rosa' }] },
});

async function fill(knex: Knex): Promise<void> {
  await tell(knex, [section(), section({ entityRef: PERSON })]);
  await tell(knex, [naming]);
  const look = {
    baseline_revision: 1,
    seen_revision: 2,
    seen_at: new Date(),
  };
  await knex('looks').insert([
    { ...look, user_ref: PERSON, entity_ref: CART },
    { ...look, user_ref: 'user:default/rosalind', entity_ref: PERSON },
    { ...look, user_ref: 'user:default/rosalind', entity_ref: CART },
  ]);
  await knex('due').insert([
    { plugin_id: 'trace', entity_ref: PERSON, due_at: new Date(), marks: 1 },
    {
      plugin_id: 'extra',
      entity_ref: CART,
      due_at: new Date(),
      marks: 1,
      problem: 'facts.0: Rosa Muñoz is no link',
    },
  ]);
  await knex('plugins').insert({ plugin_id: 'extra', message: 'rosa: denied' });
  await knex('entities').insert({
    entity_ref: 'group:default/a',
    etag: '1',
    title: "Rosa Muñoz's team",
    seen_at: new Date(),
  });
}

async function everyText(knex: Knex): Promise<string> {
  const texts: string[] = [];
  for (const table of [
    'sections',
    'revisions',
    'looks',
    'due',
    'entities',
    'plugins',
  ]) {
    texts.push(...(await knex(table)).map(row => JSON.stringify(row)));
  }
  return texts.sort().join('\n');
}

const TRACE = /(?<![\w-])rosa(?![\w-])|rosa muñoz(?!ova)|rosa\.munoz/i;

async function erase(as: Caller, more: object = {}) {
  const report: Record<string, number> = {};
  let cursor: string | undefined;
  let stillInCatalog: boolean;
  do {
    const { status, body } = await as
      .post('/people/erasures')
      .send({ ...ROSA, pseudonym: PSEUDONYM, ...more, cursor });
    expect(status).toBe(200);
    expect(body.pseudonym).toBe(PSEUDONYM);
    for (const [name, count] of Object.entries<number>(body.report)) {
      report[name] = (report[name] ?? 0) + count;
    }
    ({ nextCursor: cursor, stillInCatalog } = body);
  } while (cursor);
  return { report, stillInCatalog };
}

const FOUND = {
  looks: 2,
  sections: 2,
  revisions: 2,
  entities: 2,
  due: 2,
  plugins: 1,
};

describe('POST /people/erasures', () => {
  eachDatabase('leaves nothing of the person', async knex => {
    await fill(knex);
    const audited = { success: jest.fn(), fail: jest.fn() };
    const auditor = mockServices.auditor.mock({
      createEvent: jest.fn(async () => audited),
    });
    const entities = [entity(CART), entity(PERSON)];
    await withReading(knex, { entities, auditor }, async ({ as }) => {
      const ada = as('ada');
      const before = await everyText(knex);
      expect(before).toMatch(TRACE);
      expect((await erase(ada, { dryRun: true })).report).toEqual(FOUND);
      expect(await everyText(knex)).toBe(before);

      expect(await erase(ada)).toEqual({ report: FOUND, stillInCatalog: true });
      const texts = await everyText(knex);
      expect(texts).not.toMatch(TRACE);
      for (const other of ['rosalind', 'rosa-m', 'Ana Muñozova']) {
        expect(texts).toContain(other);
      }
      expect(texts).toContain(`user:default/${PSEUDONYM}`);
      // The plugin is asked again, and if it says the same, that is nothing new.
      expect(
        await knex('due').where({ plugin_id: 'trace' }).pluck('entity_ref'),
      ).toEqual([CART]);

      const nothing = Object.fromEntries(
        Object.keys(FOUND).map(name => [name, 0]),
      );
      expect((await erase(ada)).report).toEqual(nothing);
      expect(await everyText(knex)).toBe(texts);
    });
    const said = JSON.stringify(audited.success.mock.calls);
    expect(said).toContain(PSEUDONYM);
    expect(said).not.toMatch(TRACE);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'person-erase' }),
    );
  });

  eachDatabase('goes on where a part ended, row by row', async knex => {
    const many = Array.from({ length: 1_050 }, (_, number) =>
      section({
        entityRef: `component:default/c${number}`,
        headline: 'By Rosa Muñoz',
      }),
    );
    for (let from = 0; from < many.length; from += 150) {
      await tell(knex, many.slice(from, from + 150));
    }
    await withReading(knex, {}, async ({ as }) => {
      const { report } = await erase(as('ada'));
      expect(report).toMatchObject({ sections: 1_050, revisions: 1_050 });
      expect(await everyText(knex)).not.toMatch(TRACE);
    });
  });

  eachDatabase('is refused, and says why', async knex => {
    await fill(knex);
    const allows = (reader: string) => reader === 'ada';
    await withReading(knex, { allows }, async ({ as, anonymous }) => {
      const before = await everyText(knex);
      const status = async (caller: Caller, sent: object) =>
        (await caller.post('/people/erasures').send(sent)).status;
      expect(await status(as('bo'), ROSA)).toBe(403);
      expect(await status(anonymous, ROSA)).toBe(401);
      for (const [sent, message] of [
        [{}, /at least one identifier/],
        [{ logins: ['github.com/r'] }, /logins\.0: a login of one character/],
        [{ logins: ['rosa'] }, /logins\.0: expected host\/login/],
        [{ names: ['a'] }, /names\.0: expected a name of at least 4 letters/],
        [{ names: ['Test'] }, /names\.0: .*no ordinary word/],
        [{ emails: ['rosa'] }, /emails\.0: expected an e-mail address/],
        [{ userRefs: ['rosa'] }, /userRefs\.0: expected user:/],
        [{ ...ROSA, pseudonym: 'rosa' }, /pseudonym: expected a pseudonym/],
        [{ ...ROSA, cursor: 'x' }, /cursor: expected the nextCursor/],
        [{ ...ROSA, login: 'x' }, /login/],
      ] as const) {
        const { status: code, body } = await as('ada')
          .post('/people/erasures')
          .send(sent);
        expect(code).toBe(400);
        expect(body.error.message).toMatch(message);
      }
      expect(await everyText(knex)).toBe(before);
    });
  });
});
