import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import type { EntityContext } from '@throughline/plugin-context-common';
import { useRepeat } from '@throughline/plugin-context-react';
import { useCallback, useEffect, useRef } from 'react';
import { contextApiRef } from '../api';
import { Reading, useReading } from './useReading';

/** How often to look again while plugins have not been asked yet, in milliseconds. */
const LOOK_AGAIN_EVERY = 4_000;

/** Whether a plugin will have more to say in a moment. */
function isGathering({ past, sources }: EntityContext): boolean {
  return !past && sources.some(({ state }) => state === 'waiting');
}

/** What the reader may know of an entity, with what changed since the last look. */
export function useEntityContext(
  { kind, namespace, name }: CompoundEntityRef,
  at?: string,
): Reading<EntityContext> {
  const contextApi = useApi(contextApiRef);
  const read = useCallback(
    () =>
      contextApi.getContext(
        { kind, namespace, name },
        at === undefined ? { since: 'last-look' } : { at },
      ),
    [contextApi, kind, namespace, name, at],
  );
  const reading = useReading(read);
  const { value, refresh } = reading;
  useRepeat(refresh, LOOK_AGAIN_EVERY, value ? isGathering(value) : false);
  return reading;
}

/**
 * Remembers that the reader looks at this moment. When that fails nothing is
 * lost but the mark on what changed, so nothing is said about it.
 */
export function useLook(
  { kind, namespace, name }: CompoundEntityRef,
  value: EntityContext | undefined,
): void {
  const contextApi = useApi(contextApiRef);
  const revision = value?.past ? undefined : value?.revision;
  useEffect(() => {
    if (revision === undefined) return;
    contextApi
      .putLook({ kind, namespace, name }, { revision, settle: false })
      .catch(() => {});
  }, [contextApi, kind, namespace, name, revision]);
}

/**
 * Whether the reader had never looked before this visit. It stays so when the
 * page is read again, although then there was a look.
 */
export function useIsFirstLook(value: EntityContext | undefined): boolean {
  const first = useRef<boolean>();
  if (value && !value.past && first.current === undefined) {
    first.current = value.changes === undefined;
  }
  return first.current ?? false;
}
