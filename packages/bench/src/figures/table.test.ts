import { figureOf, guardAtMost, ratioAtLeast, atMostMore } from './figure';
import { p95, short } from './numbers';
import { resultOf } from './results';
import { tableOf, wordsOf } from './table';

const accepted = figureOf({
  id: 'accepted',
  unit: 'deliveries/s',
  runs: { ours: [900, 1100, 1234], yardstick: [400, 400, 400] },
  against: 'events, not stored',
  target: ratioAtLeast(2.5),
});
const visible = figureOf({
  id: 'visible',
  unit: 'ms',
  runs: { ours: [1500] },
  target: guardAtMost(1000),
});

describe('the table', () => {
  const lines = tableOf([accepted, visible]).split('\n');
  const lineOf = (id: string) => lines.find(line => line.includes(id));

  it('says ours, the yardstick, the ratio, the target and whether it is met', () => {
    expect(
      lineOf('accepted')
        ?.split('│')
        .map(cell => cell.trim()),
    ).toEqual([
      '',
      'accepted',
      'deliveries/s',
      '1,100 (900 to 1,234)',
      '400 events, not stored',
      '2.75×',
      '≥ 2.5×',
      'met',
      '',
    ]);
  });

  it('tells a missed guard from a missed target', () => {
    expect(lineOf('visible')).toContain('not met (guard)');
    const missed = { ...accepted, met: false };
    expect(tableOf([missed])).toContain('NOT MET');
  });

  it('has no colours, so that it can be kept in a file', () => {
    expect(lines.join('')).not.toContain('\u001b');
  });

  it('words what is compared', () => {
    expect(wordsOf(atMostMore(120), 'kB')).toBe('≤ 120 kB more');
    expect(wordsOf(guardAtMost(1000), 'ms')).toBe('guard ≤ 1,000 ms');
  });
});

describe('a result file', () => {
  const context = { date: '2026-01-01T00:00:00.000Z', command: 'bench x' };
  const result = resultOf('ingest', [accepted, visible], context);

  it('has a figure for each line', () => {
    expect(result.figures).toEqual([
      {
        id: 'accepted',
        unit: 'deliveries/s',
        ours: 1100,
        yardstick: 400,
        ratio: 2.75,
        target: '≥ 2.5×',
        met: true,
      },
      {
        id: 'visible',
        unit: 'ms',
        ours: 1500,
        yardstick: null,
        ratio: null,
        target: 'guard ≤ 1,000 ms',
        met: false,
      },
    ]);
  });

  it('says on what, when and how, and how far the runs were apart', () => {
    expect(result).toMatchObject({
      name: 'ingest',
      ...context,
      machine: { cores: expect.any(Number), node: process.version },
      spread: { accepted: { runs: 3, ours: [900, 1234] } },
    });
  });
});

describe('numbers', () => {
  it('gives the 95th percentile', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(p95(values)).toBeCloseTo(95.05);
    expect(p95([7])).toBe(7);
  });

  it.each([
    [0.12345, '0.123'],
    [12.3456, '12.3'],
    [99.96, '100'],
    [1234.5, '1,235'],
    [Infinity, '–'],
  ])('shortens %d', (value, text) => {
    expect(short(value)).toBe(text);
  });
});
