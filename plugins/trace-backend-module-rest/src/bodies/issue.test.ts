import { mergeFacts, plainValues } from '@throughline/plugin-trace-common';
import {
  factsOf,
  hash,
  incident,
  RECEIVED_AT,
  requestOf,
  SHOP,
  ticket,
} from '../__testUtils__/bodies';
import { restConnector } from '../restConnector';

const refusal = async (body: unknown) =>
  restConnector.identify(requestOf(body)).then(
    () => 'taken',
    (error: Error) => error.message,
  );

describe('a ticket', () => {
  it('is what it is at a moment', async () => {
    expect(await factsOf(ticket({ at: '2026-02-03T10:00:00Z' }))).toEqual([
      {
        subject: 'issue:PAY-812',
        at: '2026-02-03T10:00:00.000Z',
        rank: 1,
        attributes: {
          key: 'PAY-812',
          title: 'Cards are declined at night',
          url: 'https://tracker.example.com/PAY-812',
          state: 'closed',
          incident: false,
          createdAt: '2026-01-30T10:00:00.000Z',
          closedAt: '2026-02-03T10:00:00.000Z',
        },
      },
    ]);
  });

  it('may be reported in any order, and opened again', async () => {
    const closed = await factsOf(ticket({ at: '2026-02-03T10:00:00Z' }));
    const reopened = await factsOf({
      ...ticket({ state: 'open', at: '2026-02-04T10:00:00Z' }),
      closedAt: undefined,
    });
    for (const facts of [
      [...closed, ...reopened],
      [...reopened, ...closed],
    ]) {
      const values = plainValues(mergeFacts(facts));
      expect(values.state).toBe('open');
      expect(values).not.toHaveProperty('closedAt');
    }
  });

  it('was so when it came, if it does not say when or says that it will be', async () => {
    for (const at of [undefined, '2026-03-02T00:00:01Z']) {
      const [fact] = await factsOf({ ...ticket(), at });
      expect(fact.at).toBe(RECEIVED_AT);
    }
  });

  it('keeps no e-mail address', async () => {
    const facts = await factsOf(ticket({ title: 'Ask a@example.com' }));
    expect(JSON.stringify(facts)).not.toContain('@example.com');
  });

  it.each([
    [
      { key: '812' },
      'The field "key" is "812"; expected the key of a ticket, e.g. PAY-812',
    ],
    [
      { state: 'done' },
      'The field "state" is "done"; expected one of open, closed',
    ],
    [
      { createdAt: undefined },
      'The field "createdAt" is missing; expected a time with its zone, e.g. 2026-03-01T10:00:00Z',
    ],
    [
      { title: '' },
      'The field "title" is ""; expected a title, 1 to 500 characters on one line',
    ],
    [{ causedBy: [] }, 'The field "causedBy" is not known; known are type'],
  ])('is refused with %j, naming the field', async (more, message) => {
    expect(await refusal({ ...ticket(), ...more })).toContain(message);
  });
});

describe('an incident', () => {
  it('names what caused it', async () => {
    const [{ subject, attributes }] = await factsOf(incident());
    expect(subject).toBe('issue:INC-7');
    expect(attributes).toMatchObject({
      incident: true,
      state: 'open',
      closedAt: null,
      causedBy: [`change:${SHOP}#12`, `commit:${SHOP}@${hash('b')}`],
    });
  });

  it.each([
    [
      { causedBy: ['shop#12'] },
      'The field "causedBy[0]" is "shop#12"; expected a change or a commit, e.g. github.com/acme/shop#12',
    ],
    [
      { causedBy: Array(21).fill(`${SHOP}#1`) },
      'The field "causedBy" is a list of 21; expected at most 20 changes and commits',
    ],
  ])('is refused with %j, naming the field', async (more, message) => {
    expect(await refusal({ ...incident(), ...more })).toContain(message);
  });
});
