import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import {
  deployment,
  factsOf,
  hash,
  RECEIVED_AT,
  SHOP,
} from '../__testUtils__/bodies';
import { factsOfGithub } from '../__testUtils__/github';

const AT = '2026-03-01T10:00:00.000Z';
const valuesOf = (facts: Fact[]) => plainValues(mergeFacts(facts));

describe('a deployment', () => {
  it('says what runs where, and how it went', async () => {
    expect(
      await factsOf(
        deployment({
          id: 7,
          environment: 'production',
          service: 'payments-api',
          version: '1.42.0',
          url: 'https://ci.example.com/runs/1',
        }),
      ),
    ).toEqual([
      {
        subject: `deployment:${SHOP}/7`,
        at: AT,
        attributes: {
          sha: hash('a'),
          environment: 'production',
          production: true,
          service: 'payments-api',
          version: '1.42.0',
          url: 'https://ci.example.com/runs/1',
        },
      },
      {
        subject: `deployment:${SHOP}/7`,
        at: '1970-01-01T00:00:00.000Z',
        rank: -3,
        attributes: { createdAt: AT },
      },
      {
        subject: `deployment:${SHOP}/7`,
        at: AT,
        rank: 3,
        attributes: {
          [`status:success-${AT}`]: {
            state: 'success',
            at: AT,
            url: 'https://ci.example.com/runs/1',
          },
        },
      },
    ]);
  });

  it('of one id is one, however often it is reported', async () => {
    const started = await factsOf(
      deployment({ id: 'run-1', state: 'running' }),
    );
    const ended = await factsOf(
      deployment({ id: 'run-1', at: '2026-03-01T10:05:00Z' }),
    );
    for (const facts of [
      [...started, ...ended],
      [...ended, ...started, ...ended],
    ]) {
      expect(new Set(facts.map(({ subject }) => subject)).size).toBe(1);
      const registers = mergeFacts(facts);
      expect(plainValues(registers).createdAt).toBe(AT);
      expect(
        Object.keys(registers).filter(name => name.startsWith('status:')),
      ).toHaveLength(2);
    }
  });

  it('without an id is told apart by what it deploys where and when', async () => {
    const subjects = await Promise.all(
      [
        deployment(),
        deployment({ environment: 'production' }),
        deployment({ service: 'a' }),
        deployment({ version: '1' }),
        deployment({ sha: hash('b') }),
        deployment({ at: '2026-03-01T11:00:00Z' }),
      ].map(async body => (await factsOf(body))[0].subject),
    );
    expect(new Set(subjects).size).toBe(6);
    // Longer than any number that a forge counts by.
    subjects.forEach(subject => expect(subject).toMatch(/\/[0-9a-f]{32}$/));
    const [again] = await factsOf(deployment({ state: 'failure' }));
    expect(again.subject).toBe(subjects[0]);
  });

  it('was when it came, if it does not say when or says that it will be', async () => {
    for (const at of [undefined, '2026-03-02T00:00:01Z']) {
      const [fact] = await factsOf({ ...deployment(), at });
      expect(fact.at).toBe(RECEIVED_AT);
    }
  });

  it.each([
    [{ environment: 'Prod / eu' }, true],
    [{ environment: 'pre-production' }, false],
    [{ environment: 'live' }, false],
    [{ environment: 'live', production: true }, true],
    [{ environment: 'production', production: false }, false],
  ])('takes %j for production: %j', async (more, production) => {
    expect(valuesOf(await factsOf(deployment(more))).production).toBe(
      production,
    );
  });

  it('keeps no e-mail address', async () => {
    const facts = await factsOf(deployment({ version: 'by a@example.com' }));
    expect(JSON.stringify(facts)).not.toContain('@example.com');
  });
});

describe('a deployment that GitHub reports as well', () => {
  it('is the same node with the same registers', async () => {
    const theirs = await factsOfGithub('deployment_status', {
      repository: { html_url: 'https://github.com/Acme/Shop' },
      deployment: {
        id: 7,
        sha: hash('a'),
        environment: 'production',
        payload: { service: 'payments-api', version: '1.42.0' },
        created_at: '2026-03-01T10:00:00Z',
      },
      deployment_status: {
        id: 71,
        state: 'success',
        created_at: '2026-03-01T10:00:00Z',
      },
    });
    const ours = await factsOf(
      deployment({
        id: 7,
        environment: 'production',
        service: 'payments-api',
        version: '1.42.0',
      }),
    );
    expect(new Set([...theirs, ...ours].map(({ subject }) => subject))).toEqual(
      new Set([`deployment:${SHOP}/7`]),
    );
    const { url, ...values } = valuesOf(theirs);
    expect(valuesOf(ours)).toEqual(values);
  });
});
