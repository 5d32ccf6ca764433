import { ASSUMPTIONS } from './assumptions';
import { databaseSizeAfter, DatabaseSize } from './database';
import { measured } from './measured';

const after = (days: number, assumed = ASSUMPTIONS): DatabaseSize =>
  databaseSizeAfter(days, 600, assumed, measured);

describe('the size of the database', () => {
  it('has the bodies of thirty days and no more', () => {
    const none = { ...ASSUMPTIONS, failedShare: 0 };
    expect(after(15, none).bodies).toBeCloseTo(after(30, none).bodies / 2);
    expect(after(365, none).bodies).toBe(after(30, none).bodies);
  });

  it('has bodies that were not understood for longer', () => {
    const some = { ...ASSUMPTIONS, failedShare: 0.5 };
    expect(after(90, some).bodies).toBeGreaterThan(
      after(30, some).bodies * 1.9,
    );
    expect(after(365, some).bodies).toBe(after(90, some).bodies);
  });

  it('has revisions of ninety days', () => {
    expect(after(45).revisions).toBeCloseTo(after(90).revisions / 2);
    expect(after(365).revisions).toBe(after(90).revisions);
  });

  it('keeps facts, the graph and that a delivery came for good', () => {
    for (const part of ['facts', 'graph', 'deliveries'] as const) {
      expect(after(1_095)[part]).toBeCloseTo(after(365)[part] * 3, -3);
    }
  });

  it('is the sum of its parts', () => {
    const { total, ...parts } = after(365);
    const sum = Object.values(parts).reduce((all, bytes) => all + bytes, 0);
    expect(sum).toBeCloseTo(total);
  });
});
