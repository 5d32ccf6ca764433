import { parseSection } from '@throughline/plugin-context-common';
import { Chain, MAX_STAGE_COUNT } from '@throughline/plugin-trace-common';
import { CART, chain, merged, open } from '../__testUtils__/chain';
import { at } from '../__testUtils__/nodes';
import { Rollout } from '../graph/environments';
import { buildSection } from './buildSection';
import { DeliverySummary, LineSummary, StageSummary } from './summary';

const NOW = new Date(at('12:00'));
const DAYS = 24 * 60 * 60 * 1_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAYS);

function line(environment: string, more: Partial<Rollout> = {}): LineSummary {
  const last: Rollout = {
    entityRef: CART.ref,
    environment,
    key: `deployment:${environment}`,
    release: false,
    production: environment.startsWith('production'),
    repository: CART.repository!,
    sha: 'c0ffee',
    at: at('10:00'),
    version: '1.41.3',
    outcome: 'forward',
    missing: [],
    estimated: false,
    ...more,
  };
  return { last, moved: last };
}

function waits(
  stage: StageSummary['stage'],
  count: number,
  oldest: Partial<Chain> = {},
): StageSummary {
  return {
    stage,
    count,
    oldest: {
      ...chain({ change: open() }),
      stageSince: at('12:00'),
      ...oldest,
    },
  };
}

function section(more: Partial<DeliverySummary>, now = NOW) {
  return buildSection(
    {
      entity: CART,
      seen: true,
      lines: [],
      failures: [],
      stages: [],
      withIncidents: [],
      lastChange: chain({ change: merged() }),
      ...more,
    },
    { asOf: NOW.toISOString(), now },
  );
}

describe('the headline', () => {
  const headline = (more: Partial<DeliverySummary>) => section(more).headline;

  it('says what runs, and where most changes wait', () => {
    expect(
      headline({
        lines: [line('staging'), line('production')],
        stages: [waits('merge', 1), waits('waiting-for-review', 3)],
      }),
    ).toBe('1.41.3 runs in production; 3 changes wait for review.');
  });

  it('says when nothing is in production', () => {
    expect(headline({ lines: [line('staging')] })).toBe(
      '1.41.3 runs in staging, nothing in production yet.',
    );
    expect(headline({ stages: [waits('tests', 1)] })).toBe(
      'Nothing was deployed yet; 1 change waits for tests.',
    );
  });

  it('does not expect deployments of what is released', () => {
    const released = line('release', { release: true, version: 'v7' });
    expect(headline({ lines: [released] })).toBe('v7 is the last release.');
    expect(section({ lines: [released] }).facts).toMatchObject([
      { label: 'Last release', value: 'v7' },
      { id: 'last-change' },
    ]);
  });

  it('counts no further than changes are counted', () => {
    expect(
      headline({ stages: [waits('waiting-for-review', MAX_STAGE_COUNT)] }),
    ).toBe('Nothing was deployed yet; 1,000 or more changes wait for review.');
  });
});

describe('what is on the card', () => {
  const highlights = (more: Partial<DeliverySummary>) =>
    section(more)
      .facts.filter(({ highlight }) => highlight)
      .map(({ id }) => id);

  it('is production and the two long queues, however much there is', () => {
    expect(
      highlights({
        lines: [
          line('production-us'),
          line('staging'),
          line('production-eu'),
          line('release', { release: true }),
        ],
        stages: [
          waits('waiting-for-review', 1),
          waits('tests', 1),
          waits('merge', 1),
          waits('deploy', 1),
        ],
      }),
    ).toEqual([
      'deployed:production-eu',
      'waiting:waiting-for-review',
      'waiting:deploy',
    ]);
  });

  it('says that nothing is in production yet', () => {
    expect(section({ lines: [line('staging')] }).facts[0]).toMatchObject({
      value: 'none yet',
      highlight: true,
    });
  });
});

describe('the oldest change in review', () => {
  const stages = [
    waits('waiting-for-review', 2, { number: 7, title: 'Keep the cart' }),
  ];

  it('needs attention once it has waited two days', () => {
    expect(section({ stages }, later(1.9))).toMatchObject({
      status: 'ok',
      attention: [],
    });
    expect(section({ stages }, later(2))).toMatchObject({
      status: 'attention',
      attention: [
        {
          title: '#7 Keep the cart waits for review',
          detail: 'The oldest of 2 changes that wait for review.',
          since: at('12:00'),
          waitsFor: { name: 'a reviewer' },
          href: expect.stringContaining('/delivery?change=change%3A'),
        },
      ],
    });
  });

  it('makes the section invalid at the moment that it will', () => {
    const until = later(2).toISOString();
    expect(section({ stages }, later(1)).validUntil).toBe(until);
    expect(section({ stages }, later(2)).validUntil).toBeUndefined();
    expect(section({}).validUntil).toBeUndefined();
  });

  it('is the same section until then', () => {
    expect(section({ stages }, later(1.5))).toEqual(section({ stages }));
  });

  it('waits for its author once changes are asked for', () => {
    const waitsFor = (more: Partial<Chain>) =>
      section(
        {
          stages: [
            waits('waiting-for-review', 1, {
              review: { state: 'changes-requested', approvals: 0 },
              ...more,
            }),
          ],
        },
        later(3),
      ).attention[0].waitsFor;
    expect(waitsFor({})).toEqual({ name: 'its author' });
    expect(waitsFor({ authorship: { value: 'agent', evidence: [] } })).toEqual({
      name: 'its author',
      agent: true,
    });
  });
});

describe('attention', () => {
  const incident = (number: number, state: 'open' | 'closed') => ({
    id: `issue:${number}`,
    key: `#${number}`,
    title: 'Down',
    state,
    openedAt: at(`1${number}:00`),
  });

  it('is worst first, then what has waited longest', () => {
    const rolledBack = line('production', { outcome: 'rollback' });
    const before = line('production', { version: '1.42.0' }).last;
    const { attention, status } = section(
      {
        lines: [{ ...rolledBack, before }],
        failures: [
          {
            entityRef: CART.ref,
            environment: 'production',
            key: 'deployment:2',
            production: true,
            version: '1.43.0',
            at: at('09:00'),
          },
        ],
        withIncidents: [
          {
            ...chain({ change: merged() }),
            incidents: [
              incident(2, 'open'),
              incident(1, 'open'),
              incident(0, 'closed'),
            ],
          },
        ],
      },
      NOW,
    );
    expect(status).toBe('blocked');
    expect(attention.map(({ title }) => title)).toEqual([
      '#1 Down',
      '#2 Down',
      'The deployment of 1.43.0 to production failed',
      '1.42.0 was rolled back in production',
    ]);
  });

  it('is for production only', () => {
    expect(
      section({ lines: [line('staging', { outcome: 'rollback' })] }).attention,
    ).toEqual([]);
  });
});

describe('what sources call things', () => {
  it('is cut to what a section may hold', () => {
    const long = '🧺'.repeat(3_000);
    const told = section(
      {
        lines: Array.from({ length: 60 }, (_, index) =>
          line(`production ${index} ${long}`, {
            version: long,
            outcome: 'rollback',
          }),
        ),
        stages: [
          waits('waiting-for-review', 2, { title: long, id: `change:${long}` }),
        ],
        lastChange: { ...chain({ change: merged() }), title: long, id: long },
      },
      later(3),
    );
    expect(parseSection(told, 'trace')).toHaveProperty('section');
    expect(new Set(told.facts.map(({ id }) => id)).size).toBe(
      told.facts.length,
    );
    const json = JSON.stringify(told);
    // Half a character would not survive being encoded.
    expect(Buffer.from(json).toString()).toBe(json);
  });
});
