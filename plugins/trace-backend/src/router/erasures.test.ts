import { mockServices } from '@backstage/backend-test-utils';
import { allowing, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';

const ROSA = {
  logins: ['github.com/rosa'],
  names: ['Rosa Muñoz'],
  emails: ['rosa.munoz@example.com'],
};
const TRACE = /rosa|mu.oz/i;

describe('erasing by its routes', () => {
  eachDatabase('is told by a pseudonym, in logs and audit too', async knex => {
    const said: unknown[] = [];
    const logger = mockServices.logger.mock();
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      logger[level].mockImplementation((...parts) => said.push(parts));
    }
    logger.child.mockReturnValue(logger);
    const event = {
      success: jest.fn(async options => void said.push(options)),
      fail: jest.fn(async options => void said.push(options)),
    };
    const auditor = mockServices.auditor.mock({
      createEvent: jest.fn(async () => event),
    });
    await withTrace(
      knex,
      { entities: [], features: [logger.factory, auditor.factory] },
      async as => {
        const ada = as('ada');
        const begun = await ada.post('/people/erasures').send(ROSA);
        expect(begun.status).toBe(202);
        const { id, pseudonym } = begun.body;
        expect(pseudonym).toMatch(/^erased-[0-9a-f]{8}$/);
        let erasure = begun.body;
        while (erasure.state !== 'done') {
          await new Promise(resolve => setTimeout(resolve, 50));
          erasure = (await ada.get(`/people/erasures/${id}`)).body;
        }
        expect(erasure.report.facts).toBe(0);
        await ada
          .post('/people/erasures')
          .send({ ...ROSA, names: ['rosa', 7] });
        expect(event.success).toHaveBeenCalledWith({
          meta: { id, pseudonym, dryRun: false },
        });
        expect(event.fail).toHaveBeenCalledTimes(1);
        expect(JSON.stringify(begun.body)).not.toMatch(TRACE);
      },
    );
    expect(said.length).toBeGreaterThan(1);
    expect(JSON.stringify(said)).not.toMatch(TRACE);
    for (const table of ['erasures', 'erased_marks', 'erasure_key']) {
      const rows = await knex(table);
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(TRACE);
    }
  });

  eachDatabase('is refused, and says why', async knex => {
    const permissions = allowing(name => name !== 'trace.people.erase');
    await withTrace(
      knex,
      { entities: [], permissions },
      async (as, anonymous) => {
        for (const [caller, status] of [
          [as('ada'), 403],
          [anonymous, 401],
        ] as const) {
          const post = await caller.post('/people/erasures').send(ROSA);
          expect(post.status).toBe(status);
          const get = await caller.get('/people/erasures/x');
          expect(get.status).toBe(status);
        }
      },
    );
    await withTrace(knex, { entities: [] }, async as => {
      for (const [sent, message] of [
        [{}, /at least one identifier/],
        [{ logins: ['github.com/r'] }, /logins\.0: a login of one character/],
        [{ logins: ['rosa'] }, /logins\.0: expected host\/login/],
        [{ names: ['a'] }, /names\.0: expected a name of at least 4 letters/],
        [{ names: ['Main'] }, /names\.0: .*no ordinary word/],
        [{ emails: ['rosa'] }, /emails\.0: expected an e-mail address/],
        [{ ...ROSA, dryRun: 'yes' }, /dryRun: expected true or false/],
        [{ ...ROSA, name: 'x' }, /name/],
        [[], /expected a JSON object/],
      ] as const) {
        const { status, body } = await as('ada')
          .post('/people/erasures')
          .send(sent);
        expect(status).toBe(400);
        expect(body.error.message).toMatch(message);
      }
    });
    expect(await knex('erased_marks')).toEqual([]);
    expect(await knex('erasures')).toEqual([]);
  });
});
