import { ChangeFlow } from '../../flow/flowOfChange';
import { packFlow, unpackFlow } from './storedFlow';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();

const OF = { entityRef: 'component:default/cart', id: 'change:r#1' };

const FLOW: ChangeFlow = {
  change: {
    ...OF,
    written: 'agent',
    notes: ['reverted'],
    gaps: ['no-review'],
    lines: 12,
    startedAt: at(1),
    createdAt: at(2),
    readyAt: at(2),
    firstReviewAt: at(3),
    mergedAt: at(4),
    closedAt: at(4),
    settledAt: at(7),
    stages: [
      { stage: 'in-progress', entered: at(1), left: at(2) },
      { stage: 'deployed', entered: at(6) },
    ],
    deliveries: [
      {
        environment: 'staging',
        production: false,
        release: false,
        at: at(5),
        by: 'deployment:1',
        incomplete: true,
      },
      {
        environment: 'production',
        production: true,
        release: false,
        at: at(6),
        by: 'deployment:2',
        baseline: true,
      },
      {
        environment: 'release',
        production: false,
        release: true,
        at: at(6),
        by: 'artifact:3',
      },
    ],
    deliveredAt: at(6),
    fixes: true,
    tests: [{ id: 'testSuiteRun:1', at: at(3), flaky: true }],
  },
  incidents: [
    {
      entityRef: OF.entityRef,
      id: 'incident:1',
      cause: OF.id,
      certainty: 'said',
      openedAt: at(6),
      closedAt: at(7),
    },
  ],
};

describe('a change as a row holds it', () => {
  it('is read as it was written', () => {
    expect(unpackFlow(packFlow(FLOW), OF)).toEqual(FLOW);
  });

  it('says each instant once', () => {
    const packed = packFlow(FLOW);
    expect(packed.split(at(6))).toHaveLength(3);
    expect(packed.split(at(2))).toHaveLength(2);
  });

  it('is read as earlier versions wrote it, too', () => {
    const {
      change: { entityRef: _entityRef, id: _id, ...change },
      incidents,
    } = FLOW;
    const text = JSON.stringify({
      change,
      incidents: incidents.map(
        ({ entityRef: _of, cause: _cause, ...incident }) => incident,
      ),
    });
    expect(unpackFlow(text, OF)).toEqual(FLOW);
  });
});
