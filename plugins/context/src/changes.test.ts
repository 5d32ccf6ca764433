import { someChanges, someContext } from './__testUtils__/fixtures';
import { countChanges, onlyWhatChanged } from './changes';
import { asOfWhole } from './freshness';

const [trace] = someContext.sections;

describe('countChanges', () => {
  it('is nothing for who never looked', () => {
    expect(countChanges(undefined)).toBe(0);
  });

  it('counts facts, attention and links, and a section that came or went as one', () => {
    // Two facts and two items of delivery, one dependency, one section gone.
    expect(countChanges(someChanges)).toBe(6);
  });

  it('counts a section of which only the headline changed', () => {
    const [change] = someChanges.sections;
    const sections = [{ ...change, facts: [], attention: [] }];
    expect(countChanges({ ...someChanges, sections })).toBe(1);
  });
});

describe('onlyWhatChanged', () => {
  const [change] = someChanges.sections;

  it('keeps the facts and links that changed', () => {
    const { facts, links } = onlyWhatChanged(trace, change);
    expect(facts.map(({ id }) => id)).toEqual(['last-deployed']);
    expect(links).toEqual([]);
  });

  it('keeps all of a section that is new', () => {
    expect(onlyWhatChanged(trace, { ...change, change: 'added' })).toBe(trace);
  });
});

describe('asOfWhole', () => {
  it('is as old as the oldest, without what cannot be asked', () => {
    const stale = { since: '2026-01-01T00:00:00Z', reason: 'it is gone' };
    expect(
      asOfWhole([
        { ...trace, asOf: '2026-01-03T00:00:00Z' },
        { ...trace, asOf: '2026-01-02T01:00:00+02:00' },
        { ...trace, asOf: '2025-01-01T00:00:00Z', stale },
      ]),
    ).toBe('2026-01-02T01:00:00+02:00');
    expect(asOfWhole([])).toBeUndefined();
  });
});
