import { useCallback, useEffect, useRef, useState } from 'react';
import { appendPage, Item, mergeFirstPage, Page } from './mergeFirstPage';

/** A list that is read page by page. */
export interface Pages<TPage> {
  /** All items so far, with the rest of the newest first page. */
  value?: TPage;
  /** The first page is being read and there is nothing to show. */
  loading: boolean;
  /** The value answers an earlier question; the new answer is on its way. */
  stale: boolean;
  /** Reading the first page failed. With a `value`, that is from before. */
  error?: Error;
  loadingMore: boolean;
  moreError?: Error;
  refreshing: boolean;
  loadMore(): void;
  /** Reads the first page again and keeps the pages after it. */
  refresh(): void;
}

type State<TPage> = Omit<Pages<TPage>, 'loading' | 'loadMore' | 'refresh'>;

type Settle<TPage> = (before: State<TPage>) => Partial<State<TPage>>;

/**
 * Reads a list page by page. A new `read` starts over, with the old list shown
 * as stale until the answer is there; answers to an old `read` are dropped.
 *
 * @param read - memoised; reads the page after a cursor, or the first one
 * @param timeOf - ISO 8601: what the list is ordered by; a stable function.
 *   Without it, refreshing starts over with the first page
 */
export function usePages<TItem extends Item, TPage extends Page<TItem>>(
  read: (cursor?: string) => Promise<TPage>,
  timeOf?: (item: TItem) => string,
): Pages<TPage> {
  const [state, setState] = useState<State<TPage>>({
    stale: false,
    loadingMore: false,
    refreshing: false,
  });
  const generation = useRef(0);
  const reading = useRef({ first: false, more: false });

  const run = useCallback(
    async (
      part: 'first' | 'more',
      cursor: string | undefined,
      succeeded: (page: TPage) => Settle<TPage>,
      failed: (error: Error) => Settle<TPage>,
    ) => {
      const started = generation.current;
      reading.current[part] = true;
      let settle: Settle<TPage>;
      try {
        settle = succeeded(await read(cursor));
      } catch (error) {
        settle = failed(error as Error);
      }
      if (started !== generation.current) return;
      reading.current[part] = false;
      setState(before => ({ ...before, ...settle(before) }));
    },
    [read],
  );

  useEffect(() => {
    reading.current = { first: false, more: false };
    setState(({ value }) => ({
      value,
      stale: true,
      loadingMore: false,
      refreshing: false,
    }));
    run(
      'first',
      undefined,
      page => () => ({ value: page, stale: false }),
      error => () => ({ value: undefined, stale: false, error }),
    );
    return () => {
      generation.current += 1;
    };
  }, [run]);

  const refresh = useCallback(() => {
    if (reading.current.first) return;
    setState(before => ({
      ...before,
      refreshing: true,
      error: before.value && before.error,
    }));
    run(
      'first',
      undefined,
      page => before => ({
        value: timeOf
          ? mergeFirstPage<TItem, TPage>(before.value, page, timeOf)
          : page,
        error: undefined,
        refreshing: false,
      }),
      error => () => ({ error, refreshing: false }),
    );
  }, [run, timeOf]);

  const cursor = state.value?.nextCursor;
  const loadMore = useCallback(() => {
    if (reading.current.more || !cursor) return;
    setState(before => ({
      ...before,
      loadingMore: true,
      moreError: undefined,
    }));
    run(
      'more',
      cursor,
      page => before => ({
        value: before.value && appendPage<TItem, TPage>(before.value, page),
        loadingMore: false,
      }),
      error => () => ({ moreError: error, loadingMore: false }),
    );
  }, [run, cursor]);

  return { ...state, loading: !state.value && !state.error, loadMore, refresh };
}
