import {
  DecisionAttributes,
  incidentKey,
} from '@throughline/plugin-trace-common';
import { JsonObject } from '@backstage/types';
import { at, entityConfig } from '../__testUtils__/nodes';
import { GraphNode } from '../graph/types';
import { CandidateRollout, linkIncident } from './linkIncident';
import { entitiesNamed } from './matchServices';
import { scoreCandidate } from './scoreCandidate';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const began = { beganAt: at('12:00'), service: 'id' as const };
const deployed = { at: at('12:00'), environment: 'production' };
const confidence = (
  ...[candidate, occasion]: Parameters<typeof scoreCandidate> extends [
    infer C,
    infer O,
    number,
  ]
    ? [C, O]
    : never
) => scoreCandidate(candidate, occasion, DAY)?.confidence;

describe('how likely a deployment caused an incident', () => {
  it('is less the longer before it was', () => {
    expect(confidence(deployed, began)).toBe(0.65);
    expect(confidence({ ...deployed, at: at('09:00') }, began)).toBe(0.43);
    expect(confidence({ ...deployed, at: at('06:00') }, began)).toBe(0.31);
  });

  it('is nothing after it began, or before the window', () => {
    expect(confidence({ ...deployed, at: at('12:01') }, began)).toBe(undefined);
    expect(scoreCandidate({ ...deployed, at: at('10:59') }, began, HOUR)).toBe(
      undefined,
    );
    expect(
      scoreCandidate({ ...deployed, at: at('11:00') }, began, HOUR),
    ).toBeDefined();
  });

  it('is more for an id of the service than for its name', () => {
    expect(confidence(deployed, { ...began, service: 'name' })).toBe(0.6);
  });

  it('is more in the environment that is named, less in another', () => {
    const named = (environment: string) =>
      confidence(deployed, { ...began, environment });
    expect(named('Production')).toBe(0.7);
    expect(named('production-eu')).toBe(0.6);
  });

  it('is more for the artifact that is named', () => {
    const artifact = 'artifact:pkg:oci/shop@sha256:1';
    const occasion = { ...began, artifact };
    expect(confidence({ ...deployed, artifact }, occasion)).toBe(1);
    expect(confidence(deployed, occasion)).toBe(0.65);
  });

  it('is more where it was rolled back soon after', () => {
    const rolledBack = (clock: string) =>
      scoreCandidate({ ...deployed, rolledBackAt: at(clock) }, began, DAY);
    expect(rolledBack('12:20')).toEqual({
      confidence: 0.95,
      text: 'production, 0 min before it began; rolled back 20 min after',
    });
    expect(rolledBack('14:01')!.confidence).toBe(0.65);
    expect(rolledBack('11:59')!.confidence).toBe(0.65);
  });
});

describe('the entities an incident names', () => {
  it('are found by id and by name, in whatever case', () => {
    const entities = [
      entityConfig('cart', { incidentServices: ['pagerduty:pabc'] }),
      entityConfig('shop'),
      entityConfig('other', { incidentServices: ['pagerduty:pxyz'] }),
    ];
    expect([
      ...entitiesNamed({ services: ['pagerduty:PABC', 'Shop'] }, entities),
    ]).toEqual([
      ['component:default/cart', 'id'],
      ['component:default/shop', 'name'],
    ]);
  });
});

const KEY = incidentKey('pagerduty', 'P1');

function incident(more: JsonObject = {}): GraphNode {
  return {
    key: KEY,
    kind: 'incident',
    title: 'Carts are empty',
    at: at('12:00'),
    state: {
      key: '#1',
      title: 'Carts are empty',
      state: 'open',
      services: ['pagerduty:pabc'],
      createdAt: at('12:00'),
      ...more,
    },
  };
}

const rollout = (id: string, clock: string): CandidateRollout => ({
  key: `deployment:x/${id}`,
  at: at(clock),
  environment: 'production',
  service: 'id',
});

const decision = (verdict: DecisionAttributes['verdict']) => ({
  verdict,
  by: 'user:default/ada',
  reason: 'I looked',
  at: at('13:00'),
});

describe('what may have caused an incident', () => {
  const settings = { windowMs: DAY, threshold: 0.6 };
  const link = (node: GraphNode, ...rollouts: CandidateRollout[]) =>
    linkIncident(node, rollouts, settings).map(
      ({ type, to, rule, confidence: sure, decided }) => ({
        type,
        to,
        rule,
        sure,
        ...(decided && { verdict: decided.verdict }),
      }),
    );

  it('is ranked, and from the threshold on counts', () => {
    const found = link(
      incident(),
      rollout('old', '06:00'),
      rollout('new', '12:00'),
    );
    expect(found).toEqual([
      {
        type: 'maybeCausedBy',
        to: 'deployment:x/new',
        rule: 'likely-cause',
        sure: 0.65,
      },
      {
        type: 'maybeCausedBy',
        to: 'deployment:x/old',
        rule: 'deployed-before',
        sure: 0.31,
      },
    ]);
  });

  it('is marked where a person says that it is not', () => {
    const node = incident({
      'decided:causedBy:deployment:x/new': decision('unlinked'),
    });
    expect(link(node, rollout('new', '12:00'))).toMatchObject([
      { to: 'deployment:x/new', verdict: 'unlinked' },
    ]);
  });

  it('is no guess any more where a person says that it is', () => {
    const node = incident({
      'decided:causedBy:deployment:x/new': decision('linked'),
    });
    expect(link(node, rollout('new', '12:00'))).toEqual([]);
  });

  it('is at most ten deployments, the likeliest', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      rollout(`${index}`, `11:${String(index + 10)}`),
    );
    const found = link(incident(), ...many);
    expect(found).toHaveLength(10);
    expect(found[0].to).toBe('deployment:x/29');
  });
});
