import { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  EntityContext,
  LookRequest,
  MembersResponse,
} from '@throughline/plugin-context-common';
import { ContextApi, ContextQuery, MembersQuery } from '../api';
import { noChanges, pastContext, someContext, someMembers } from './fixtures';

/**
 * The context API in memory. What it was asked is kept in `asked`; what it
 * answers can be changed between calls; an `error` makes every read fail.
 */
export class FakeContextApi implements ContextApi {
  context: EntityContext = someContext;
  past: EntityContext = pastContext;
  members: MembersResponse = someMembers;
  pageSize = 25;
  error?: Error;
  lookError?: Error;
  readonly asked = {
    contexts: [] as ContextQuery[],
    members: [] as MembersQuery[],
    looks: [] as LookRequest[],
  };

  async getContext(
    _: CompoundEntityRef,
    query: ContextQuery = {},
  ): Promise<EntityContext> {
    this.asked.contexts.push(query);
    if (this.error) throw this.error;
    return query.at === undefined ? this.context : this.past;
  }

  async getMembers(
    _: CompoundEntityRef,
    query: MembersQuery = {},
  ): Promise<MembersResponse> {
    this.asked.members.push(query);
    if (this.error) throw this.error;
    const start = Number(query.cursor ?? 0);
    const end = start + this.pageSize;
    const { items } = this.members;
    return {
      items: items.slice(start, end),
      nextCursor: end < items.length ? String(end) : undefined,
    };
  }

  /** A settled look leaves nothing marked; a first one begins to compare. */
  async putLook(_: CompoundEntityRef, look: LookRequest): Promise<void> {
    this.asked.looks.push(look);
    if (this.lookError) throw this.lookError;
    if (look.settle || !this.context.changes) {
      this.context = { ...this.context, changes: noChanges };
    }
  }
}
