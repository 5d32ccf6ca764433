import { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/core-plugin-api';
import {
  Authorship,
  CauseRequest,
  CauseResponse,
  ChainResponse,
  ChainsFilter,
  ChainsResponse,
  CoverageResponse,
  DeliveriesResponse,
  DeliveryStatus,
  DeploymentsResponse,
  ExceptionRequest,
  FindingsResponse,
  FindingState,
  FindingSummary,
  FlakyTestsResponse,
  FlowCount,
  FlowFigure,
  FlowQuery,
  FlowResponse,
  FlowRowsResponse,
  FlowStageName,
  GithubAppRequest,
  GithubAppResponse,
  GithubConnectionResponse,
  GithubManifestResponse,
  GithubRepositoriesResponse,
  LinkRequest,
  MetricId,
  NodeResponse,
  SourcesResponse,
  UnlinkRequest,
  UnownedResponse,
} from '@throughline/plugin-trace-common';

/** Where a page starts and how long it is. */
export interface PageQuery {
  /** `nextCursor` of the page before. */
  cursor?: string;
  limit?: number;
}

/** Which chains of an entity to read. */
export interface ChainsQuery extends ChainsFilter, PageQuery {}

/** Which deployments of an entity to read. */
export interface DeploymentsQuery extends PageQuery {
  /** Only those to this environment. */
  environment?: string;
}

/** Which weaknesses of an entity to read. */
export interface FindingsQuery extends PageQuery {
  state?: FindingState;
}

/** What no entity claims: of which repositories. */
export interface UnownedQuery extends PageQuery {
  /** Only this one. */
  repository?: string;
}

/** Which deliveries to read. */
export interface DeliveriesQuery extends PageQuery {
  /** Source id. */
  source?: string;
  status?: DeliveryStatus;
}

/**
 * Which number of the Flow page to read the rows of: one of `metric`, `stage`,
 * `gap`, `count` and `figure`.
 */
export interface FlowRowsQuery extends FlowQuery, PageQuery {
  metric?: MetricId;
  /** Only what does not count in it, for this reason. */
  excluded?: string;
  stage?: FlowStageName;
  /** Why chains are not whole. */
  gap?: string;
  count?: FlowCount;
  /** Of a count: the Monday of a week; else it is of all that are over. */
  week?: string;
  /** Of the changes of a `way` or a `size`. */
  figure?: FlowFigure;
  /** Only changes written so. */
  way?: Authorship;
  /** Where sizes begin, in lines. */
  size?: number;
}

/** What a new GitHub App is to be for. */
export interface GithubManifestQuery {
  host: string;
  /** Who is going to own it; if left out, the user who creates it. */
  organisation?: string;
  /** Path of the page that GitHub comes back to. */
  page: string;
}

/** Which repositories on GitHub to read. */
export interface GithubRepositoriesQuery {
  cursor?: string;
  /** Only those that no entity names. */
  unclaimed?: boolean;
}

/**
 * What the trace backend answers, as the signed-in reader may see it.
 *
 * Every method rejects with a `ResponseError` whose `cause.name` is
 * `NotFoundError` for what does not exist or may not be seen (the two cannot be
 * told apart), and `NotAllowedError` for deliveries, and for what connects
 * GitHub, without permission.
 */
export interface TraceApi {
  /** A page of the changes of an entity, newest first. */
  getChains(
    entityRef: CompoundEntityRef,
    query?: ChainsQuery,
  ): Promise<ChainsResponse>;
  /** One change of an entity with its links. */
  getChain(entityRef: CompoundEntityRef, id: string): Promise<ChainResponse>;
  /** A page of the deployments of an entity, the latest first. */
  getDeployments(
    entityRef: CompoundEntityRef,
    query?: DeploymentsQuery,
  ): Promise<DeploymentsResponse>;
  /** Links a ticket to a change, and gives the change as it is then. */
  linkTicket(
    entityRef: CompoundEntityRef,
    id: string,
    request: LinkRequest,
  ): Promise<ChainResponse>;
  /** Takes a ticket off a change, and gives the change as it is then. */
  unlinkTicket(
    entityRef: CompoundEntityRef,
    id: string,
    request: UnlinkRequest,
  ): Promise<ChainResponse>;
  /** Says whether a deployment of the entity caused an incident. */
  decideCause(
    entityRef: CompoundEntityRef,
    incident: string,
    request: CauseRequest,
  ): Promise<CauseResponse>;
  /** A page of the weaknesses of an entity, the worst first. */
  getFindings(
    entityRef: CompoundEntityRef,
    query?: FindingsQuery,
  ): Promise<FindingsResponse>;
  /** Accepts a weakness until a day, and gives it as it is then. */
  acceptFinding(id: string, request: ExceptionRequest): Promise<FindingSummary>;
  /** Takes that back. */
  withdrawException(id: string): Promise<FindingSummary>;
  /** The flaky tests of an entity in the last 90 days. */
  getFlakyTests(entityRef: CompoundEntityRef): Promise<FlakyTestsResponse>;
  /** One node of the graph with all its edges. */
  getNode(id: string): Promise<NodeResponse>;
  /** Where work is, how fast it goes, and what that is made of. */
  getFlow(query?: FlowQuery): Promise<FlowResponse>;
  /** A page of the rows that a number of it is made of. */
  getFlowRows(query: FlowRowsQuery): Promise<FlowRowsResponse>;
  /** How many deployed changes have a whole chain, and what others lack. */
  getCoverage(query?: FlowQuery): Promise<CoverageResponse>;
  /** Every source of deliveries and how it is doing. */
  getSources(): Promise<SourcesResponse>;
  /** A page of what no entity claims in repositories of entities. */
  getUnowned(query?: UnownedQuery): Promise<UnownedResponse>;
  /** A page of the inbox, newest first. */
  getDeliveries(query?: DeliveriesQuery): Promise<DeliveriesResponse>;
  /** Puts a stored delivery back in line. Replaying twice changes nothing. */
  replayDelivery(id: string): Promise<void>;
  /** The full address of a source's webhook. */
  getWebhookUrl(ingestPath: string): Promise<string>;
  /** What the portal may do on GitHub. */
  getGithubConnection(): Promise<GithubConnectionResponse>;
  /** What to post to GitHub to create an App. */
  getGithubManifest(
    query: GithubManifestQuery,
  ): Promise<GithubManifestResponse>;
  /** The credentials of an App that GitHub just made. Given once. */
  createGithubApp(request: GithubAppRequest): Promise<GithubAppResponse>;
  /** A page of the repositories that the portal's credentials reach. */
  getGithubRepositories(
    query?: GithubRepositoriesQuery,
  ): Promise<GithubRepositoriesResponse>;
}

/** The {@link TraceApi} of an app. */
export const traceApiRef = createApiRef<TraceApi>({
  id: 'plugin.trace.service',
});
