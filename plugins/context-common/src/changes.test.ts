import fc from 'fast-check';
import { SectionChange, SectionView } from './api';
import { changesOf } from './changes';
import { anySection } from './__testUtils__/arbitraries';
import { ContextStatus } from './section';

const view = (parts: Partial<SectionView> = {}): SectionView => ({
  plugin: 'trace',
  sectionId: 'trace',
  title: 'Delivery',
  status: 'ok',
  headline: 'All is well',
  facts: [],
  attention: [],
  links: [],
  revision: 1,
  changedAt: '2026-01-01T00:00:00.000Z',
  asOf: '2026-01-01T00:00:00.000Z',
  ...parts,
});

/** Does to the earlier section what a change says. */
function apply(before: SectionView, change: SectionChange): SectionView {
  const applied = <Item extends { id?: string; href?: string }>(
    items: Item[],
    changes: { id: string; after?: Item }[],
    keyOf: (item: Item) => string,
  ) => {
    const result = new Map(items.map(item => [keyOf(item), item]));
    for (const { id, after } of changes) {
      if (after) result.set(id, after);
      else result.delete(id);
    }
    return [...result.values()];
  };
  return {
    ...before,
    status: change.status?.after ?? before.status,
    ...(change.headline && { headline: change.headline.after }),
    facts: applied(before.facts, change.facts, ({ id }) => id),
    attention: applied(before.attention, change.attention, ({ id }) => id),
    links: applied(before.links, change.links, ({ href }) => href),
  };
}

const contentOf = (section: SectionView) => {
  const byKey = <Item>(items: Item[], keyOf: (item: Item) => string) =>
    Object.fromEntries(items.map(item => [keyOf(item), item]));
  return {
    status: section.status,
    headline: section.headline,
    facts: byKey(section.facts, ({ id }) => id),
    attention: byKey(section.attention, ({ id }) => id),
    links: byKey(section.links, ({ href }) => href),
  };
};

describe('what changed in a section', () => {
  it('is nothing when nothing did', () => {
    fc.assert(
      fc.property(anySection(), section => {
        const later = { ...section, revision: 9, asOf: 'later', data: {} };
        expect(
          changesOf(section, JSON.parse(JSON.stringify(section))),
        ).toBeUndefined();
        expect(changesOf(section, later)).toBeUndefined();
      }),
    );
    expect(changesOf(undefined, undefined)).toBeUndefined();
  });

  it('leads from what was to what is', () => {
    fc.assert(
      fc.property(anySection(), anySection(), (before, after) => {
        const change = changesOf(before, after);
        const result = change ? apply(before, change) : before;
        expect(contentOf(result)).toEqual(contentOf(after));
      }),
    );
  });

  it('is the other way round, read backwards', () => {
    fc.assert(
      fc.property(anySection(), anySection(), (before, after) => {
        const keys = (change?: SectionChange) =>
          [...(change?.facts ?? []), ...(change?.attention ?? [])]
            .map(({ id }) => id)
            .sort();
        expect(keys(changesOf(before, after))).toEqual(
          keys(changesOf(after, before)),
        );
      }),
    );
  });

  it('names items by their id, and links by their address', () => {
    const fact = (id: string, value: string) => ({ id, label: 'l', value });
    expect(
      changesOf(
        view({
          facts: [fact('a', '1'), fact('b', '1'), fact('c', '1')],
          links: [{ title: 'x', href: '/a' }],
        }),
        view({
          changedAt: '2026-01-02T00:00:00.000Z',
          status: 'blocked',
          headline: undefined,
          facts: [fact('c', '1'), fact('d', '1'), fact('a', '2')],
          links: [{ title: 'y', href: '/a' }],
        }),
      ),
    ).toEqual({
      sectionId: 'trace',
      title: 'Delivery',
      change: 'changed',
      changedAt: '2026-01-02T00:00:00.000Z',
      status: { before: 'ok', after: 'blocked' },
      headline: { before: 'All is well', after: undefined },
      facts: [
        { id: 'd', change: 'added', after: fact('d', '1') },
        {
          id: 'a',
          change: 'changed',
          before: fact('a', '1'),
          after: fact('a', '2'),
        },
        { id: 'b', change: 'removed', before: fact('b', '1') },
      ],
      attention: [],
      links: [
        {
          id: '/a',
          change: 'changed',
          before: { title: 'x', href: '/a' },
          after: { title: 'y', href: '/a' },
        },
      ],
    });
  });

  it.each<[ContextStatus, boolean]>([
    ['ok', false],
    ['unknown', true],
  ])('counts the status: ok to %s', (status, counts) => {
    const change = changesOf(view(), view({ status }));
    expect(change !== undefined).toBe(counts);
  });

  it('is that a section came or went, even an empty one', () => {
    const empty = view({ headline: undefined });
    expect(changesOf(undefined, empty)).toMatchObject({ change: 'added' });
    expect(changesOf(empty, undefined)).toMatchObject({ change: 'removed' });
  });
});
