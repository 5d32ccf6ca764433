import { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/core-plugin-api';
import type {
  EntityContext,
  LookRequest,
  MembersResponse,
} from '@throughline/plugin-context-common';

/** Which moment of an entity's context to read, and what to compare it with. */
export interface ContextQuery {
  /** A revision, a time (ISO 8601) or `last-look`: adds what changed since. */
  since?: number | string;
  /** A revision or a time (ISO 8601): what was known then. */
  at?: number | string;
}

/** Where a page of members starts and how long it is. */
export interface MembersQuery {
  /** `nextCursor` of the page before. */
  cursor?: string;
  limit?: number;
}

/**
 * What the context backend answers, as the signed-in reader may see it.
 *
 * Every method rejects with a `ResponseError` whose `cause.name` is
 * `NotFoundError` for what does not exist or may not be seen: the two cannot be
 * told apart.
 */
export interface ContextApi {
  /** Everything the reader may know of an entity. */
  getContext(
    entityRef: CompoundEntityRef,
    query?: ContextQuery,
  ): Promise<EntityContext>;
  /** A page of the parts of a system or domain, or of what a group owns. */
  getMembers(
    entityRef: CompoundEntityRef,
    query?: MembersQuery,
  ): Promise<MembersResponse>;
  /** Remembers what the reader has seen. */
  putLook(entityRef: CompoundEntityRef, look: LookRequest): Promise<void>;
}

/** The {@link ContextApi} of an app. */
export const contextApiRef = createApiRef<ContextApi>({
  id: 'plugin.context.service',
});
