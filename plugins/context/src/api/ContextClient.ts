import { CompoundEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  EntityContext,
  LookRequest,
  MembersResponse,
} from '@throughline/plugin-context-common';
import { ContextApi, ContextQuery, MembersQuery } from './ContextApi';

/** The {@link ContextApi} over HTTP. */
export class ContextClient implements ContextApi {
  constructor(
    private readonly apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {}

  async getContext(
    entityRef: CompoundEntityRef,
    query: ContextQuery = {},
  ): Promise<EntityContext> {
    const response = await this.request(
      `${entityPath(entityRef)}${queryString(query)}`,
    );
    return response.json();
  }

  async getMembers(
    entityRef: CompoundEntityRef,
    query: MembersQuery = {},
  ): Promise<MembersResponse> {
    const response = await this.request(
      `${entityPath(entityRef)}/members${queryString(query)}`,
    );
    return response.json();
  }

  async putLook(
    entityRef: CompoundEntityRef,
    look: LookRequest,
  ): Promise<void> {
    await this.request(`${entityPath(entityRef)}/look`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(look),
    });
  }

  private async request(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.apis.discoveryApi.getBaseUrl('context');
    const response = await this.apis.fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function entityPath({ kind, namespace, name }: CompoundEntityRef): string {
  const parts = [kind.toLocaleLowerCase('en-US'), namespace, name];
  return `/entities/${parts.map(encodeURIComponent).join('/')}`;
}

/** Only what is asked for: what is not given is not sent. */
function queryString(query: object): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined,
  );
  const params = new URLSearchParams(
    given.map(([name, value]) => [name, String(value)]),
  );
  return given.length > 0 ? `?${params}` : '';
}
