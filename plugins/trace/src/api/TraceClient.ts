import { CompoundEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  CauseRequest,
  CauseResponse,
  ChainResponse,
  ChainsResponse,
  CoverageResponse,
  DeliveriesResponse,
  DeploymentsResponse,
  ExceptionRequest,
  FindingsResponse,
  FindingSummary,
  FlakyTestsResponse,
  FlowQuery,
  FlowResponse,
  FlowRowsResponse,
  GithubAppRequest,
  GithubAppResponse,
  GithubConnectionResponse,
  GithubManifestResponse,
  GithubRepositoriesResponse,
  LinkRequest,
  NodeResponse,
  SourcesResponse,
  UnlinkRequest,
  UnownedResponse,
} from '@throughline/plugin-trace-common';
import {
  ChainsQuery,
  DeliveriesQuery,
  DeploymentsQuery,
  FindingsQuery,
  FlowRowsQuery,
  GithubManifestQuery,
  GithubRepositoriesQuery,
  TraceApi,
  UnownedQuery,
} from './TraceApi';

type QueryValue = string | number | boolean | undefined;

/** The {@link TraceApi} over HTTP. */
export class TraceClient implements TraceApi {
  constructor(
    private readonly apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {}

  async getChains(
    entityRef: CompoundEntityRef,
    query: ChainsQuery = {},
  ): Promise<ChainsResponse> {
    return this.get(`${entityPath(entityRef)}/chains${queryString(query)}`);
  }

  async getChain(
    entityRef: CompoundEntityRef,
    id: string,
  ): Promise<ChainResponse> {
    return this.get(
      `${entityPath(entityRef)}/chains/${encodeURIComponent(id)}`,
    );
  }

  async getDeployments(
    entityRef: CompoundEntityRef,
    query: DeploymentsQuery = {},
  ): Promise<DeploymentsResponse> {
    return this.get(
      `${entityPath(entityRef)}/deployments${queryString(query)}`,
    );
  }

  async linkTicket(
    entityRef: CompoundEntityRef,
    id: string,
    request: LinkRequest,
  ): Promise<ChainResponse> {
    const path = `${entityPath(entityRef)}/chains/${encodeURIComponent(id)}`;
    return this.post(`${path}/links`, request);
  }

  async unlinkTicket(
    entityRef: CompoundEntityRef,
    id: string,
    request: UnlinkRequest,
  ): Promise<ChainResponse> {
    const path = `${entityPath(entityRef)}/chains/${encodeURIComponent(id)}`;
    return this.post(`${path}/unlinks`, request);
  }

  async getNode(id: string): Promise<NodeResponse> {
    return this.get(`/nodes/${encodeURIComponent(id)}`);
  }

  async getFlow(query: FlowQuery = {}): Promise<FlowResponse> {
    return this.get(`/flow${queryString(query)}`);
  }

  async getFlowRows(query: FlowRowsQuery): Promise<FlowRowsResponse> {
    return this.get(`/flow/rows${queryString(query)}`);
  }

  async getCoverage(query: FlowQuery = {}): Promise<CoverageResponse> {
    return this.get(`/flow/coverage${queryString(query)}`);
  }

  async getSources(): Promise<SourcesResponse> {
    return this.get('/sources');
  }

  async getUnowned(query: UnownedQuery = {}): Promise<UnownedResponse> {
    return this.get(`/unowned${queryString(query)}`);
  }

  async getDeliveries(
    query: DeliveriesQuery = {},
  ): Promise<DeliveriesResponse> {
    return this.get(`/deliveries${queryString(query)}`);
  }

  async replayDelivery(id: string): Promise<void> {
    await this.request(`/deliveries/${encodeURIComponent(id)}/replay`, {
      method: 'POST',
    });
  }

  async getWebhookUrl(ingestPath: string): Promise<string> {
    const pluginUrl = await this.apis.discoveryApi.getBaseUrl('trace');
    return `${pluginUrl.replace(/\/api\/trace\/?$/, '')}${ingestPath}`;
  }

  async getGithubConnection(): Promise<GithubConnectionResponse> {
    return this.get('/github/connection');
  }

  async getGithubManifest(
    query: GithubManifestQuery,
  ): Promise<GithubManifestResponse> {
    return this.get(`/github/manifest${queryString(query)}`);
  }

  async createGithubApp(request: GithubAppRequest): Promise<GithubAppResponse> {
    return this.post('/github/app', request);
  }

  async getGithubRepositories(
    query: GithubRepositoriesQuery = {},
  ): Promise<GithubRepositoriesResponse> {
    return this.get(`/github/repositories${queryString(query)}`);
  }

  async decideCause(
    entityRef: CompoundEntityRef,
    incident: string,
    request: CauseRequest,
  ): Promise<CauseResponse> {
    const path = `${entityPath(entityRef)}/incidents`;
    return this.post(`${path}/${encodeURIComponent(incident)}/causes`, request);
  }

  async getFindings(
    entityRef: CompoundEntityRef,
    query: FindingsQuery = {},
  ): Promise<FindingsResponse> {
    return this.get(`${entityPath(entityRef)}/findings${queryString(query)}`);
  }

  async acceptFinding(
    id: string,
    request: ExceptionRequest,
  ): Promise<FindingSummary> {
    return this.post(`/findings/${encodeURIComponent(id)}/exceptions`, request);
  }

  async withdrawException(id: string): Promise<FindingSummary> {
    const response = await this.request(
      `/findings/${encodeURIComponent(id)}/exceptions`,
      { method: 'DELETE' },
    );
    return response.json();
  }

  async getFlakyTests(
    entityRef: CompoundEntityRef,
  ): Promise<FlakyTestsResponse> {
    return this.get(`${entityPath(entityRef)}/flaky-tests`);
  }

  private async get<T>(path: string): Promise<T> {
    const response = await this.request(path);
    return response.json() as Promise<T>;
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const response = await this.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json() as Promise<T>;
  }

  private async request(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.apis.discoveryApi.getBaseUrl('trace');
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

/** Only what is asked for: a filter that is off is not sent. */
function queryString(query: object): string {
  const given = Object.entries(query as Record<string, QueryValue>).filter(
    ([, value]) => value !== undefined && value !== false && value !== '',
  );
  const params = new URLSearchParams(
    given.map(([name, value]) => [name, String(value)]),
  );
  return given.length > 0 ? `?${params}` : '';
}
