import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  DEFAULT_PERIOD,
  FlowFilter,
  formatRows,
  parseFlowFilter,
  parseRows,
  RowsOf,
} from './flowAddress';

const ROWS = 'rows';

/** The state of a page with flow in its address: filter and opened rows. */
export function useFlowAddress() {
  const [params, setParams] = useSearchParams();
  const query = params.toString();
  const filter = useMemo(
    () => parseFlowFilter(new URLSearchParams(query)),
    [query],
  );
  const change = useCallback(
    (changes: Partial<FlowFilter>) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value && value !== DEFAULT_PERIOD) next.set(name, `${value}`);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );

  const rowsText = params.get(ROWS);
  const rows = useMemo(() => parseRows(rowsText), [rowsText]);
  const hrefOf = useCallback(
    (rowsOf: RowsOf) => {
      const next = new URLSearchParams(query);
      next.set(ROWS, formatRows(rowsOf));
      return `?${next}`;
    },
    [query],
  );
  const close = useCallback(
    () =>
      setParams(current => {
        const next = new URLSearchParams(current);
        next.delete(ROWS);
        return next;
      }),
    [setParams],
  );
  return { filter, change, rows, hrefOf, close };
}
