import { useCallback } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { usePages } from '@throughline/plugin-context-react';
import {
  FindingsResponse,
  FindingState,
  FindingSummary,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';

const PAGE_SIZE = 20;

/** The findings of an entity that are of a state, page by page. */
export function useFindings(entityRef: CompoundEntityRef, state: FindingState) {
  const { kind, namespace, name } = entityRef;
  const traceApi = useApi(traceApiRef);
  const read = useCallback(
    (cursor?: string) =>
      traceApi.getFindings(
        { kind, namespace, name },
        { state, limit: PAGE_SIZE, cursor },
      ),
    [traceApi, kind, namespace, name, state],
  );
  // Ordered by how bad they are, so that refreshing begins with the first page.
  return usePages<FindingSummary, FindingsResponse>(read);
}
