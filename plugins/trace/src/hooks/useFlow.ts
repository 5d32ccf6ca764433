import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../api';
import { FlowFilter, flowQuery } from './flowAddress';

/**
 * Reads flow whenever the filter changes. While it is read again, the answer
 * from before stays.
 */
export function useFlow(filter: FlowFilter) {
  const traceApi = useApi(traceApiRef);
  const { scope, days, environment, written } = filter;
  return useAsyncRetry(
    () => traceApi.getFlow(flowQuery({ scope, days, environment, written })),
    [traceApi, scope, days, environment, written],
  );
}

/** Reads coverage for the same filter, at the same time. */
export function useCoverage(filter: FlowFilter) {
  const traceApi = useApi(traceApiRef);
  const { scope, days, environment, written } = filter;
  return useAsyncRetry(
    () =>
      traceApi.getCoverage(flowQuery({ scope, days, environment, written })),
    [traceApi, scope, days, environment, written],
  );
}
