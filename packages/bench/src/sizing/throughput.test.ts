import { ASSUMPTIONS } from './assumptions';
import { measured } from './measured';
import { capacityOf, throughputFor } from './throughput';

const made = {
  ...measured,
  runs: [
    {
      ...measured.runs[0],
      acceptedPerSecond: [900, 1_000, 1_100],
      visiblePerSecond: [500, 400, 600],
    },
  ],
};

describe('throughput', () => {
  it('takes the median of what was measured', () => {
    expect(capacityOf(made)).toEqual({ accepted: 1_000, visible: 500 });
  });

  it('has the busiest hour and minute of a day', () => {
    const assumed = { ...ASSUMPTIONS, peakHourShare: 0.2, peakMinuteFactor: 3 };
    const { peakHour, peakMinute, projecting } = throughputFor(
      1_800_000,
      assumed,
      made,
    );
    expect(peakHour).toBe(100);
    expect(peakMinute).toBe(300);
    expect(projecting).toBe(0.2);
  });

  it('asks for as many replicas as the busiest minute needs', () => {
    const { replicasForLoad, replicas } = throughputFor(
      10 * 1_800_000,
      { ...ASSUMPTIONS, utilisation: 0.5 },
      made,
    );
    expect(replicasForLoad).toBe(6);
    expect(replicas).toBe(6);
  });

  it('never asks for only one', () => {
    const small = throughputFor(10, ASSUMPTIONS, made);
    expect(small.replicasForLoad).toBe(1);
    expect(small.replicas).toBe(2);
  });
});
