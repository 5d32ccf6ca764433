import { CompoundEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  CauseRequest,
  CauseResponse,
  ChainResponse,
  ChainsResponse,
  CoverageResponse,
  DeliveriesResponse,
  DeliverySummary,
  DeploymentsResponse,
  DeploymentSummary,
  ExceptionRequest,
  FindingsResponse,
  FindingState,
  FindingSummary,
  FlakyTest,
  FlakyTestsResponse,
  FlowQuery,
  FlowResponse,
  FlowRow,
  FlowRowsResponse,
  GithubAppRequest,
  GithubAppResponse,
  GithubConnectionResponse,
  GithubManifestResponse,
  GithubRepositoriesResponse,
  GithubRepository,
  LinkRequest,
  NodeResponse,
  SourcesResponse,
  summaryOf,
  unitOf,
  UnlinkRequest,
  UnownedRepository,
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
} from '../api';
import {
  bareChain,
  deliveries,
  noChains,
  retryCaptureChain,
  retryCaptureNode,
  someSources,
} from './fixtures';
import { withoutTicket, withTicket } from './linkFixtures';
import { flowRows, someCoverage, someFlow } from './flowFixtures';
import {
  githubApp,
  githubConnection,
  githubManifest,
  unclaimedRepositories,
} from './githubFixtures';

/** A page from `cursor` (a number of items to skip) on. */
function pageOf<T>(items: T[], limit: number, cursor = '0') {
  const start = Number(cursor);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : undefined,
  };
}

/**
 * The trace API in memory. What it was asked is kept in `asked`; what it
 * answers can be changed between calls; an `error` makes every read fail.
 */
export class FakeTraceApi implements TraceApi {
  chains: ChainsResponse = noChains;
  sources: SourcesResponse = someSources;
  deliveries: DeliverySummary[] = deliveries;
  unowned: UnownedRepository[] = [];
  /** Makes reading what nobody owns fail. */
  unownedError?: Error;
  deployments: DeploymentSummary[] = [];
  findings: FindingSummary[] = [];
  flakyTests: FlakyTest[] = [];
  mayExcept = true;
  causeError?: Error;
  githubConnection: GithubConnectionResponse = githubConnection;
  githubManifest: GithubManifestResponse = githubManifest;
  githubRepositories: GithubRepository[] = unclaimedRepositories;
  githubProblems: GithubRepositoriesResponse['problems'] = [];
  flow: FlowResponse = someFlow;
  flowRows: FlowRow[] = flowRows;
  coverage: CoverageResponse = someCoverage;
  pageSize = 25;
  error?: Error;
  replayError?: Error;
  manifestError?: Error;
  appError?: Error;
  linkError?: Error;
  flowError?: Error;
  coverageError?: Error;
  readonly asked = {
    chains: [] as ChainsQuery[],
    deliveries: [] as DeliveriesQuery[],
    deployments: [] as DeploymentsQuery[],
    replays: [] as string[],
    manifests: [] as GithubManifestQuery[],
    apps: [] as GithubAppRequest[],
    causes: [] as CauseRequest[],
    exceptions: [] as Array<ExceptionRequest | 'withdrawn'>,
    links: [] as LinkRequest[],
    unlinks: [] as UnlinkRequest[],
    repositories: [] as GithubRepositoriesQuery[],
    flow: [] as FlowQuery[],
    flowRows: [] as FlowRowsQuery[],
    coverage: [] as FlowQuery[],
  };

  async getChains(
    _: CompoundEntityRef,
    query: ChainsQuery = {},
  ): Promise<ChainsResponse> {
    this.asked.chains.push(query);
    this.failIfAsked();
    const found = this.chains.items.filter(
      chain =>
        (!query.waiting || chain.waiting) &&
        (!query.search || chain.title.includes(query.search)) &&
        (!query.mine || chain.author.login === 'amira') &&
        (!query.agent || chain.authorship.value !== 'none-seen') &&
        (!query.incomplete || chain.incomplete.length > 0) &&
        (!query.environment ||
          chain.environments.some(
            ({ environment, state }) =>
              environment === query.environment && state === 'live',
          )),
    );
    return { ...this.chains, ...pageOf(found, this.pageSize, query.cursor) };
  }

  async getChain(_: CompoundEntityRef, id: string): Promise<ChainResponse> {
    this.failIfAsked();
    if (id === retryCaptureChain.chain.id) return retryCaptureChain;
    const chain = this.chains.items.find(candidate => candidate.id === id);
    if (!chain) throw new NotFoundError(`There is no change ${id}`);
    return bareChain(chain);
  }

  async getDeployments(
    _: CompoundEntityRef,
    query: DeploymentsQuery = {},
  ): Promise<DeploymentsResponse> {
    this.asked.deployments.push(query);
    this.failIfAsked();
    return {
      ...pageOf(this.deployments, this.pageSize, query.cursor),
      environments: ['prod-eu'],
    };
  }

  async linkTicket(
    _: CompoundEntityRef,
    id: string,
    request: LinkRequest,
  ): Promise<ChainResponse> {
    this.asked.links.push(request);
    if (this.linkError) throw this.linkError;
    const before = await this.getChain(_, id);
    return withTicket(before, request);
  }

  async unlinkTicket(
    _: CompoundEntityRef,
    id: string,
    request: UnlinkRequest,
  ): Promise<ChainResponse> {
    this.asked.unlinks.push(request);
    if (this.linkError) throw this.linkError;
    const before = await this.getChain(_, id);
    return withoutTicket(before, request);
  }

  async decideCause(
    _: CompoundEntityRef,
    incident: string,
    request: CauseRequest,
  ): Promise<CauseResponse> {
    this.asked.causes.push(request);
    if (this.causeError) throw this.causeError;
    return { ...request, incident, by: 'user:default/ada', at: '2026-03-02' };
  }

  async getFindings(
    _: CompoundEntityRef,
    query: FindingsQuery = {},
  ): Promise<FindingsResponse> {
    this.failIfAsked();
    const having = (asked: FindingState) =>
      this.findings.filter(
        // What is expired is open, too.
        ({ state }) =>
          state === asked || (asked === 'open' && state === 'expired'),
      );
    return {
      ...pageOf(having(query.state ?? 'open'), this.pageSize, query.cursor),
      counts: {
        open: having('open').length,
        excepted: having('excepted').length,
        expired: having('expired').length,
        closed: having('closed').length,
      },
      mayExcept: this.mayExcept,
    };
  }

  async acceptFinding(
    id: string,
    request: ExceptionRequest,
  ): Promise<FindingSummary> {
    this.asked.exceptions.push(request);
    if (this.linkError) throw this.linkError;
    const exception = {
      acceptedBy: 'user:default/ada',
      reason: request.reason,
      until: `${request.until}T23:59:59.999Z`,
      at: '2026-03-02T10:00:00.000Z',
    };
    return this.replaceFinding(id, { state: 'excepted', exception });
  }

  async withdrawException(id: string): Promise<FindingSummary> {
    this.asked.exceptions.push('withdrawn');
    return this.replaceFinding(id, { state: 'open', exception: undefined });
  }

  async getFlakyTests(): Promise<FlakyTestsResponse> {
    this.failIfAsked();
    return {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-04-01T00:00:00.000Z',
      items: this.flakyTests,
      truncated: false,
    };
  }

  async getNode(): Promise<NodeResponse> {
    this.failIfAsked();
    return retryCaptureNode;
  }

  async getFlow(query: FlowQuery = {}): Promise<FlowResponse> {
    this.asked.flow.push(query);
    if (this.flowError) throw this.flowError;
    return this.flow;
  }

  async getFlowRows(query: FlowRowsQuery): Promise<FlowRowsResponse> {
    this.asked.flowRows.push(query);
    if (this.flowError) throw this.flowError;
    return {
      ...pageOf(this.flowRows, this.pageSize, query.cursor),
      summary: summaryOf(unitOf(query), this.flowRows),
    };
  }

  async getCoverage(query: FlowQuery = {}): Promise<CoverageResponse> {
    this.asked.coverage.push(query);
    if (this.coverageError) throw this.coverageError;
    return this.coverage;
  }

  async getSources(): Promise<SourcesResponse> {
    this.failIfAsked();
    return this.sources;
  }

  async getUnowned(query: UnownedQuery = {}): Promise<UnownedResponse> {
    this.failIfAsked();
    if (this.unownedError) throw this.unownedError;
    const { repository, cursor } = query;
    const found = this.unowned.filter(
      one => !repository || one.repository === repository,
    );
    return pageOf(found, this.pageSize, cursor);
  }

  async getDeliveries(
    query: DeliveriesQuery = {},
  ): Promise<DeliveriesResponse> {
    this.asked.deliveries.push(query);
    this.failIfAsked();
    const found = this.deliveries.filter(
      ({ source, status }) =>
        (!query.source || source === query.source) &&
        (!query.status || status === query.status),
    );
    return pageOf(found, this.pageSize, query.cursor);
  }

  async replayDelivery(id: string): Promise<void> {
    this.asked.replays.push(id);
    if (this.replayError) throw this.replayError;
  }

  async getWebhookUrl(ingestPath: string): Promise<string> {
    return `https://portal.example${ingestPath}`;
  }

  async getGithubConnection(): Promise<GithubConnectionResponse> {
    this.failIfAsked();
    return this.githubConnection;
  }

  async getGithubManifest(
    query: GithubManifestQuery,
  ): Promise<GithubManifestResponse> {
    this.asked.manifests.push(query);
    if (this.manifestError) throw this.manifestError;
    return this.githubManifest;
  }

  async createGithubApp(request: GithubAppRequest): Promise<GithubAppResponse> {
    this.asked.apps.push(request);
    if (this.appError) throw this.appError;
    return githubApp;
  }

  async getGithubRepositories(
    query: GithubRepositoriesQuery = {},
  ): Promise<GithubRepositoriesResponse> {
    this.asked.repositories.push(query);
    this.failIfAsked();
    return {
      ...pageOf(this.githubRepositories, this.pageSize, query.cursor),
      problems: this.githubProblems,
    };
  }

  private replaceFinding(
    id: string,
    more: Partial<FindingSummary>,
  ): FindingSummary {
    const now = {
      ...this.findings.find(finding => finding.id === id)!,
      ...more,
    };
    this.findings = this.findings.map(one => (one.id === id ? now : one));
    return now;
  }

  private failIfAsked(): void {
    if (this.error) throw this.error;
  }
}
