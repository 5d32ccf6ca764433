import { Authorship, AuthorshipEvidence } from './authorship';
import { LinkDecision } from './decisions';
import { SecuritySummary } from './findings';
import { Actor, EdgeType, NodeKind } from './nodes';

/** Where a change is on its way. */
export const STAGES = [
  'in-progress',
  'waiting-for-review',
  'in-review',
  'tests',
  'security',
  'merge',
  'deploy',
  'deployed',
  'verified',
  'closed',
] as const;

/**
 * One of {@link STAGES}. `deployed`: in every production, not for long yet;
 * `verified`: for long enough (`trace.flow.verifiedAfter`) without an incident
 * of its own; `closed`: ended without being merged.
 */
export type Stage = (typeof STAGES)[number];

/** Why a chain is not whole. */
export type IncompleteReason =
  | 'no-ticket'
  | 'no-review'
  | 'no-test-evidence'
  | 'no-deployment'
  | 'paths-unknown';

/** Why a chain that lacks something is fine all the same. */
export type ChainNote = 'bot' | 'revert' | 'direct' | 'reverted';

/**
 * Of what is restricted: whether this reader is shown its words. `hidden`: no
 * title, address, branch, label or quoted text of it is in the answer;
 * `shown`: the reader has `trace.restricted.read` on the entity.
 */
export type Restriction = 'hidden' | 'shown';

/** A ticket of a change. */
export interface TicketSummary {
  /** Node key. */
  id: string;
  /** What people call it: `PAY-812`, `#12`. */
  key: string;
  /**
   * Missing when only its key is known, because no tracker is connected or
   * because it is restricted.
   */
  title?: string;
  url?: string;
  state?: 'open' | 'closed';
  link: 'implements' | 'closes' | 'mentions';
  /**
   * Trackers that have a ticket of this key, where there is more than one:
   * nobody can tell which is meant.
   */
  trackers?: Array<{ host: string; title?: string; url?: string }>;
  /**
   * How many of the changes that implement it are live in production, where
   * there is more than one that the reader may see. Only with one change.
   */
  live?: Array<{ environment: string; live: number; total: number }>;
  restricted?: Restriction;
}

/** How far the changes that implement a ticket are in an environment. */
export interface TicketProgress {
  environment: string;
  production: boolean;
  release: boolean;
  /** Changes that are live there. */
  live: number;
  /** Changes of entities that have the environment. */
  total: number;
  state: 'all' | 'some' | 'none';
}

/** `GET /tickets/:key` */
export interface TicketResponse {
  ticket: NodeSummary;
  /** What implements or closes it, newest first, once an entity. */
  changes: Array<
    Pick<
      Chain,
      | 'id'
      | 'title'
      | 'number'
      | 'url'
      | 'restricted'
      | 'stage'
      | 'environments'
    > & {
      entityRef: string;
      /** As of `Chain.via`. */
      via?: string[];
    }
  >;
  /** Changes of which the reader may see no entity. */
  hidden: number;
  /** More changes than are listed. */
  truncated: boolean;
  /** By name, over all entities; hidden changes are not counted. */
  environments: TicketProgress[];
}

/** What tests said of a change's latest commit that was tested. */
export interface TestSummary {
  /** `junit`: tests were counted. `checks`: only conclusions of checks are known. */
  source: 'junit' | 'checks';
  outcome: 'passed' | 'failed' | 'running';
  /** Tests (`junit`) or checks (`checks`). */
  total: number;
  passed: number;
  failed: number;
  skipped: number;
  /** Tests with different outcomes on the same commit. */
  flaky: number;
}

/** What reviewers said of a change. */
export interface ReviewSummary {
  state: 'none' | 'requested' | 'commented' | 'changes-requested' | 'approved';
  approvals: number;
  /** ISO 8601: when that state began. */
  since?: string;
  /** ISO 8601: when somebody else than its author, and no bot, first reviewed. */
  firstAt?: string;
}

/** Where a change is in one environment of one entity. */
export interface EnvironmentSummary {
  /** Name as deployments give it, or `release` for tags of a repository. */
  environment: string;
  production: boolean;
  /** True for releases, which are cut and not run anywhere. */
  release: boolean;
  /**
   * `live`: in what runs there now. `baseline`: it was in the first deployment
   * we know of. `waiting`: merged and not there. `rolled-back`: was there and
   * was taken out.
   */
  state: 'live' | 'baseline' | 'waiting' | 'rolled-back';
  /** ISO 8601. */
  since: string;
  /** Tag, version or short hash of the deployment that put it in this state. */
  version?: string;
  /** Node key of that deployment or artifact. */
  deployment?: string;
  /** True when commits between this deployment and the one before are not known. */
  incomplete?: boolean;
  /**
   * True when only the order of a push says what this deployment changed: it,
   * or the one before, is of a commit in the middle of a push or on a branch
   * whose parents no clone told.
   */
  estimated?: boolean;
}

/**
 * How sure it is that a change caused an incident. `confirmed`: a person said
 * so here; `said`: the incident says so itself; `likely`: a deployment of the
 * change is by far the likeliest cause, and nobody said anything.
 */
export type CauseCertainty = 'confirmed' | 'said' | 'likely';

/** An incident that a change caused. */
export interface IncidentSummary {
  /** Node key. */
  id: string;
  /** What people call it, e.g. `#12`. */
  key: string;
  title: string;
  url?: string;
  state?: 'open' | 'closed';
  /** ISO 8601. */
  openedAt?: string;
  /** How sure that is. */
  certainty?: CauseCertainty;
  restricted?: Restriction;
}

/** One change of an entity, with the chain from its ticket to production. */
export interface Chain {
  /** Node key of the change. */
  id: string;
  /**
   * Refs of the libraries it belongs to, as far as the reader may see them, where
   * it is shown of an entity that is built with them and does not own it.
   */
  via?: string[];
  kind: 'pull-request' | 'direct';
  repository: string;
  number?: number;
  title: string;
  url?: string;
  author: Actor;
  size?: { additions: number; deletions: number; files?: number };
  /** How it reached the default branch. */
  merge?: 'merge' | 'squash' | 'rebase' | 'direct' | 'unknown';
  /** Short hash of the commit it landed as. */
  landedAs?: string;
  authorship: { value: Authorship; evidence: AuthorshipEvidence[] };
  tickets: TicketSummary[];
  review: ReviewSummary;
  tests?: TestSummary;
  /** Of an open change whose last commit was scanned. */
  security?: SecuritySummary;
  environments: EnvironmentSummary[];
  incidents: IncidentSummary[];
  /** Changes that revert it, as far as the reader may see them. */
  revertedBy: Array<{ id: string; label: string }>;
  reverts: Array<{ id: string; label: string }>;
  stage: Stage;
  /** ISO 8601: when that stage began. */
  stageSince: string;
  /**
   * ISO 8601, of what is `deployed` or `verified`: since when it is there with no
   * incident of its own. Missing while one is open.
   */
  settledAt?: string;
  /** True when the stage waits for somebody or something. */
  waiting: boolean;
  incomplete: IncompleteReason[];
  notes: ChainNote[];
  /** ISO 8601: when anything last happened to it; the list's order. */
  updatedAt: string;
  createdAt: string;
  /** Set when the change is about a restricted ticket. */
  restricted?: Restriction;
}

/** Filters of the chains of an entity. All given ones must hold. */
export interface ChainsFilter {
  /** Only the reader's own changes. Nobody can ask for somebody else's. */
  mine?: boolean;
  waiting?: boolean;
  incomplete?: boolean;
  /** Only changes with a sign of an agent or assistant. */
  agent?: boolean;
  /** Only changes live in this environment. */
  environment?: string;
  /** Part of a title, a number or a ticket key. */
  search?: string;
}

/** `GET /entities/:kind/:namespace/:name/chains` */
export interface ChainsResponse {
  items: Chain[];
  /** Pass as `cursor` for the next page; missing on the last one. */
  nextCursor?: string;
  /** Environments of the entity, the way changes take. */
  environments: string[];
  /** ISO 8601: the newest delivery these rows reflect. */
  asOf?: string;
  /** Deliveries that arrived and are not yet reflected. */
  pending: number;
  /** What trace knows of the entity: why a list may be empty. */
  connection: {
    /** `host/owner/name` the entity's annotations name. */
    repository?: string;
    /** True once anything of that repository was seen. */
    seen: boolean;
    /** True when the reader's catalog user names a forge login. */
    knowsYou: boolean;
  };
}

/** A node of the graph as a reader may see it. */
export interface NodeSummary {
  /** Node key. */
  id: string;
  kind: NodeKind;
  title: string;
  url?: string;
  /** ISO 8601: when its source last spoke of it. */
  at?: string;
  restricted?: Restriction;
}

/** The other end of an edge that the reader may not see. */
export interface HiddenNode {
  hidden: true;
}

/** An edge with its evidence. */
export interface EdgeView {
  type: EdgeType;
  direction: 'out' | 'in';
  /** Which rule made the edge. */
  rule: string;
  /** What the rule saw. Missing when an end is hidden or restricted. */
  text?: string;
  where?: string;
  /** 0 to 1. */
  confidence: number;
  /** What a person decided about it. */
  decided?: LinkDecision;
  other: NodeSummary | HiddenNode;
}

/** `GET /nodes/:id` */
export interface NodeResponse {
  node: NodeSummary & {
    /** Facts about it, by register. */
    attributes: Record<string, unknown>;
    /** Entities it belongs to that the reader may see. */
    entityRefs: string[];
  };
  edges: EdgeView[];
  /** True when more edges exist than are returned. */
  edgesTruncated: boolean;
}

/** A step of a chain in the drawer, left to right. */
export interface ChainStep {
  step:
    | 'ticket'
    | 'code'
    | 'review'
    | 'tests'
    | 'release'
    | 'deployment'
    | 'incident';
  nodes: Array<{
    node: NodeSummary;
    /** How it is tied to the change. Missing for the change itself. */
    link?: Pick<
      EdgeView,
      'type' | 'rule' | 'text' | 'where' | 'confidence' | 'decided'
    >;
    /** Short lines that say more: counts, outcome, people's verdicts. */
    detail: string[];
    /** Of an incident: the deployment that may have caused it, as a node key. */
    deployment?: string;
  }>;
}

/** A ticket that would be one of a change, had a person not taken it off. */
export interface UnlinkedTicket {
  /** As it was: `link` is the strongest that was taken off. */
  ticket: TicketSummary;
  decided: LinkDecision;
}

/** `GET /entities/:kind/:namespace/:name/chains/:id` */
export interface ChainResponse {
  chain: Chain;
  steps: ChainStep[];
  /** Tickets that a person took off the change, and what had tied them to it. */
  unlinked: UnlinkedTicket[];
  /** Other changes of the entity in the deployment that last carried it. */
  companions: Array<
    Pick<Chain, 'id' | 'title' | 'number' | 'url' | 'restricted'>
  >;
}

/** What became of a delivery. */
export type DeliveryStatus = 'received' | 'projected' | 'ignored' | 'failed';

/** A delivery in the inbox. */
export interface DeliverySummary {
  id: string;
  source: string;
  event: string;
  status: DeliveryStatus;
  /** Why it was ignored or failed. */
  reason?: string;
  /** Where in the payload, e.g. `pull_request.number`. */
  path?: string;
  receivedAt: string;
  processedAt?: string;
  bytes: number;
  /** False when the raw payload has expired, so it cannot be replayed. */
  replayable: boolean;
}

/** `GET /deliveries` */
export interface DeliveriesResponse {
  items: DeliverySummary[];
  nextCursor?: string;
}

/** How far a source's history is read. */
export interface HistorySummary {
  id: string;
  repository: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  /** Missing while it is being counted. */
  total?: number;
  /** What went wrong, when `failed`. */
  message?: string;
  updatedAt?: string;
  /** When everything there is was last read. */
  completedAt?: string;
  /** How long it will go on at its speed so far; only while it is running. */
  remainingSeconds?: number;
  /** Facts of this run, or the last one, that nothing had said before. */
  newFacts: number;
  /** What people should know of it, e.g. what the vendor does not list. */
  notes?: string[];
}

/** One source of deliveries, as the Connections page shows it. */
export interface SourceSummary {
  id: string;
  connector: string;
  title: string;
  /** What it brings, in plain words. */
  gives: string[];
  /** Path of its webhook below the backend's base URL; missing for pulled sources. */
  ingestPath?: string;
  /** False: no secret configured, so the door is closed. */
  open: boolean;
  lastDeliveryAt?: string;
  /** Deliveries refused for their signature, token or scope, and when last. */
  refused: { count: number; lastAt?: string };
  counts: Record<DeliveryStatus, number>;
  histories: HistorySummary[];
  /** Why its histories cannot be found. */
  historiesProblem?: string;
}

/** `GET /sources` */
export interface SourcesResponse {
  items: SourceSummary[];
  /** Repositories that deliveries speak of and no entity claims. */
  unclaimedRepositories: Array<{ repository: string; changes: number }>;
  /** More repositories than are listed. */
  unclaimedTruncated: boolean;
}
