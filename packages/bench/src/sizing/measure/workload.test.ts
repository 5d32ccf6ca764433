import { ASSUMPTIONS } from '../assumptions';
import { deliveriesPerDay } from '../deliveries';
import { EVENTS } from '../events';
import { realisticBody, sizeOfExamples } from './examples';
import { deliveriesOfWorkload, Workload } from './workload';

const workload: Workload = {
  name: 'test',
  developers: 6,
  workingDays: 40,
  checks: () => ({
    workflows: ASSUMPTIONS.workflowsPerPush,
    jobs: ASSUMPTIONS.jobsPerPush,
    external: ASSUMPTIONS.externalChecksPerPush,
  }),
};
const deliveries = deliveriesOfWorkload(workload);

describe('a generated workload', () => {
  it('has what is assumed of that many developers and days', () => {
    const perDay = deliveriesPerDay(ASSUMPTIONS, workload.developers);
    for (const event of EVENTS) {
      const made = deliveries.filter(delivery => delivery.event === event);
      const ratio = made.length / (perDay[event] * workload.workingDays);
      expect([event, ratio > 0.85 && ratio < 1.15]).toEqual([event, true]);
    }
    expect(new Set(deliveries.map(({ event }) => event)).size).toBe(
      EVENTS.length,
    );
  });

  it('comes in the order of time, nothing twice', () => {
    const times = deliveries.map(({ at }) => at);
    const sorted = [...times].sort((one, other) => one - other);
    expect(times.join() === sorted.join()).toBe(true);
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(
      deliveries.length,
    );
  });

  it('is the same for the same workload', () => {
    const again = JSON.stringify(deliveriesOfWorkload(workload));
    expect(again === JSON.stringify(deliveries)).toBe(true);
  });

  it('has bodies of the sizes that published examples have', () => {
    for (const event of EVENTS) {
      const bodies = deliveries
        .filter(delivery => delivery.event === event)
        .slice(0, 200)
        .map(({ payload }) => Buffer.byteLength(realisticBody(event, payload)));
      const mean = bodies.reduce((sum, bytes) => sum + bytes) / bodies.length;
      const ratio = mean / sizeOfExamples(event).rawBytes;
      expect([event, ratio > 0.65 && ratio < 1.25]).toEqual([event, true]);
    }
  });

  it('speaks of its own repository and of nobody in the examples', () => {
    const [{ event, payload }] = deliveries;
    const body = realisticBody(event, payload);
    expect(body).not.toContain('Codertocat/Hello-World');
    expect(body).toContain('demo-shop/test-00');
  });
});
