import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is read, and can be read again. */
export interface Reading<T> {
  value?: T;
  /** The last reading failed. With a `value`, that is from before. */
  error?: Error;
  refreshing: boolean;
  /** Reads again, and keeps what is shown until the answer is there. */
  refresh(): void;
}

/**
 * Reads on mount and when `read` is another one; answers to an old `read` are
 * dropped.
 *
 * @param read - memoised
 */
export function useReading<T>(read: () => Promise<T>): Reading<T> {
  const [state, setState] = useState<Omit<Reading<T>, 'refresh'>>({
    refreshing: false,
  });
  const generation = useRef(0);
  const reading = useRef(false);

  const run = useCallback(async () => {
    const started = generation.current;
    reading.current = true;
    let settled: Partial<Reading<T>>;
    try {
      settled = { value: await read(), error: undefined };
    } catch (error) {
      settled = { error: error as Error };
    }
    if (started !== generation.current) return;
    reading.current = false;
    setState(before => ({ ...before, ...settled, refreshing: false }));
  }, [read]);

  useEffect(() => {
    setState({ refreshing: false });
    run();
    return () => {
      generation.current += 1;
    };
  }, [run]);

  const refresh = useCallback(() => {
    if (reading.current) return;
    setState(before => ({ ...before, refreshing: true }));
    run();
  }, [run]);

  return { ...state, refresh };
}
