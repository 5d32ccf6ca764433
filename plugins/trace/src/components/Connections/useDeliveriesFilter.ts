import { useCallback, useMemo } from 'react';
import { DeliveryStatus } from '@throughline/plugin-trace-common';
import { useSearchParams } from 'react-router-dom';

/** Every status, in the order a select offers them. */
export const DELIVERY_STATUSES: DeliveryStatus[] = [
  'failed',
  'ignored',
  'received',
  'projected',
];

/** Which deliveries to list. */
export interface DeliveriesFilter {
  source?: string;
  status?: DeliveryStatus;
}

function toQuery(
  params: URLSearchParams,
  changes: DeliveriesFilter,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** The filter of the deliveries, kept in the address. */
export function useDeliveriesFilter() {
  const [params, setParams] = useSearchParams();
  const source = params.get('source') ?? undefined;
  const status = DELIVERY_STATUSES.find(name => name === params.get('status'));
  const filter = useMemo<DeliveriesFilter>(
    () => ({ source, status }),
    [source, status],
  );
  const change = useCallback(
    (changes: DeliveriesFilter) =>
      setParams(current => toQuery(current, changes), { replace: true }),
    [setParams],
  );
  const hrefOf = (changes: DeliveriesFilter) =>
    `?${toQuery(params, changes)}#deliveries`;
  return { filter, change, hrefOf };
}
