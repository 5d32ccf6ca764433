import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ChainsFilter } from '@throughline/plugin-trace-common';

/** The filters that are on or off. */
export const SWITCHES = ['mine', 'waiting', 'incomplete', 'agent'] as const;
const TEXTS = ['environment', 'search'] as const;
const CHANGE = 'change';

/** Reads the filter from a page's query, ignoring what belongs to others. */
export function parseFilter(params: URLSearchParams): ChainsFilter {
  const filter: ChainsFilter = {};
  for (const name of SWITCHES) {
    if (params.get(name) === 'true') filter[name] = true;
  }
  for (const name of TEXTS) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

/** The query with the filter's changes applied; other parameters stay. */
function withFilter(
  params: URLSearchParams,
  changes: Partial<ChainsFilter>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, String(value));
    else next.delete(name);
  }
  return next;
}

/** The Delivery tab's state in the address: filters and the opened change. */
export function useChainsFilter() {
  const [params, setParams] = useSearchParams();
  const query = params.toString();
  const filter = useMemo(
    () => parseFilter(new URLSearchParams(query)),
    [query],
  );

  const change = useCallback(
    (changes: Partial<ChainsFilter>) =>
      setParams(current => withFilter(current, changes), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () =>
      change(
        Object.fromEntries([...SWITCHES, ...TEXTS].map(n => [n, undefined])),
      ),
    [change],
  );

  const openedId = params.get(CHANGE) ?? undefined;
  const hrefOf = useCallback(
    (id: string) => {
      const next = new URLSearchParams(query);
      next.set(CHANGE, id);
      return `?${next}`;
    },
    [query],
  );
  const open = useCallback(
    (id: string | undefined) =>
      setParams(current => {
        const next = new URLSearchParams(current);
        if (id) next.set(CHANGE, id);
        else next.delete(CHANGE);
        return next;
      }),
    [setParams],
  );

  return { filter, change, clear, openedId, hrefOf, open };
}
