import { appendPage, mergeFirstPage } from './mergeFirstPage';

interface Change {
  id: string;
  at: string;
}

/** Changes written `<id><minute>`, e.g. `a9`: a, at nine. */
const page = (changes: string, nextCursor?: string) => ({
  items: changes
    .split(' ')
    .filter(Boolean)
    .map(word => ({ id: word[0], at: `2026-01-01T00:0${word[1]}:00Z` })),
  nextCursor,
});
const ids = ({ items }: { items: Change[] }) =>
  items.map(({ id }) => id).join('');
const merge = (
  before: ReturnType<typeof page> | undefined,
  fresh: ReturnType<typeof page>,
) => mergeFirstPage<Change, typeof fresh>(before, fresh, ({ at }) => at);

describe('mergeFirstPage', () => {
  it('keeps the pages that were loaded after the first', () => {
    const merged = merge(
      page('a9 b8 c7 d6', 'after d'),
      page('a9 b8', 'after b'),
    );
    expect(ids(merged)).toBe('abcd');
    expect(merged.nextCursor).toBe('after d');
  });

  it('keeps what a new item pushed off the first page', () => {
    const merged = merge(page('a8 b7', 'after b'), page('n9 a8', 'after a'));
    expect(ids(merged)).toBe('nab');
    expect(merged.nextCursor).toBe('after b');
  });

  it('shows what moved up once', () => {
    expect(ids(merge(page('a8 b7 c6'), page('c9 a8', 'after a')))).toBe('cab');
  });

  it('drops what should be on the new page and is not', () => {
    expect(
      ids(merge(page('a9 b8 c7 d6', 'after d'), page('a9 c7', 'after c'))),
    ).toBe('acd');
  });

  it('takes the new page when it is all there is', () => {
    expect(ids(merge(page('a9 b8 c7'), page('a9')))).toBe('a');
    expect(ids(merge(page('a9 b8 c7'), page('')))).toBe('');
    expect(ids(merge(undefined, page('a9', 'after a')))).toBe('a');
  });
});

describe('appendPage', () => {
  it('does not repeat what came up again', () => {
    const both = appendPage<Change, ReturnType<typeof page>>(
      page('a9 b8', 'after b'),
      page('b8 c7'),
    );
    expect(ids(both)).toBe('abc');
    expect(both.nextCursor).toBeUndefined();
  });
});
