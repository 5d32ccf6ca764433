import {
  ContextAttention,
  ContextFact,
  ContextLink,
  ContextSection,
  ContextStatus,
} from './section';

/** A section as a reader may see it. */
export interface SectionView {
  /** Id of the plugin that answered it. */
  plugin: string;
  sectionId: string;
  title: string;
  status: ContextStatus;
  /** Missing when it names entities that the reader cannot see. */
  headline?: string;
  facts: ContextFact[];
  attention: ContextAttention[];
  links: ContextLink[];
  data?: ContextSection['data'];
  /** Number of the revision that is shown. */
  revision: number;
  /** ISO 8601: when its content last became another. */
  changedAt: string;
  /** ISO 8601: what was known then is in it. */
  asOf: string;
  /**
   * Set when its plugin could not be asked again: what is shown is the last
   * thing it said.
   */
  stale?: { since: string; reason: string };
}

/** An item of attention, with where it comes from. */
export interface AttentionView extends ContextAttention {
  /** Id of its section. */
  sectionId: string;
  /** Of the entity it is about, when several are shown together. */
  entityRef?: string;
}

/** A plugin that takes part, and whether it can be asked. */
export interface SourceView {
  plugin: string;
  /**
   * `waiting`: it has not been asked about this entity yet. `failing`: it could
   * not be asked, or what it answered could not be used.
   */
  state: 'answering' | 'waiting' | 'failing';
  /** ISO 8601: when it last answered about anything. */
  answeredAt?: string;
  /** What goes wrong, for people. */
  message?: string;
}

/** What became of one fact, item or link. */
export interface ItemChange<Item> {
  id: string;
  change: 'added' | 'removed' | 'changed';
  before?: Item;
  after?: Item;
}

/** What changed in one section. */
export interface SectionChange {
  sectionId: string;
  title: string;
  change: 'added' | 'removed' | 'changed';
  /** ISO 8601: when the last of it changed. */
  changedAt: string;
  status?: { before: ContextStatus; after: ContextStatus };
  headline?: { before?: string; after?: string };
  facts: ItemChange<ContextFact>[];
  attention: ItemChange<ContextAttention>[];
  links: ItemChange<ContextLink>[];
}

/** What changed since a moment. */
export interface ContextChanges {
  since: { revision: number; at: string };
  /**
   * True when the moment asked for is older than what is kept, and the oldest
   * that is kept was taken. Only for the last look.
   */
  cut: boolean;
  sections: SectionChange[];
}

/**
 * `GET /entities/:kind/:namespace/:name`: everything the reader may know of an
 * entity.
 *
 * Query: `since` (a revision, a time, or `last-look`) adds `changes`; `at` (a
 * revision or a time) shows what was known then.
 */
export interface EntityContext {
  entityRef: string;
  /** For people. */
  title: string;
  /** Number of the moment that is shown; good for `since` and `at`. */
  revision: number;
  /** ISO 8601: the moment that is shown. */
  at: string;
  /** True when an earlier moment was asked for. */
  past: boolean;
  /** In the order in which the plugins are named in the config. */
  sections: SectionView[];
  /** Of all sections, worst first, then oldest first. */
  attention: AttentionView[];
  sources: SourceView[];
  /** Missing without `since`, and for a reader who never looked before. */
  changes?: ContextChanges;
}

/** `POST /entities/by-refs` */
export interface ContextsRequest {
  /** 1 to 100. */
  entityRefs: string[];
  /** As for one entity. */
  since?: number | string;
}

/** Answer of `POST /entities/by-refs`. */
export interface ContextsResponse {
  items: EntityContext[];
  /** Refs of which nothing is shown: unknown, or not for this reader. */
  missing: string[];
}

/** A line of `GET /entities/:kind/:namespace/:name/history`. */
export interface HistoryEntry {
  revision: number;
  /** ISO 8601 */
  at: string;
  change: SectionChange;
}

/** `GET /entities/:kind/:namespace/:name/history`, newest first. */
export interface HistoryResponse {
  items: HistoryEntry[];
  nextCursor?: string;
  /** ISO 8601: nothing older is kept. */
  keptSince: string;
}

/** One part of a system or domain, or one thing that a group owns. */
export interface MemberView {
  entityRef: string;
  title: string;
  kind: string;
  /** `spec.type` */
  type?: string;
  /** The worst of its sections that the reader may see. */
  status: ContextStatus;
  attention: AttentionView[];
  /** Facts that belong on a card. */
  highlights: ContextFact[];
}

/**
 * `GET /entities/:kind/:namespace/:name/members`: parts of a system or domain,
 * what a group owns; empty for other kinds. By name.
 */
export interface MembersResponse {
  items: MemberView[];
  nextCursor?: string;
}

/**
 * `PUT /entities/:kind/:namespace/:name/look`: this user has seen everything up
 * to a revision. For users only, about themselves only.
 */
export interface LookRequest {
  revision: number;
  /**
   * True: nothing is marked as changed from now on. False: what was marked stays
   * so while the reader goes on looking, and for half an hour after.
   */
  settle: boolean;
}

/** `POST /dirty`: from the plugin that owns the section. */
export interface DirtyRequest {
  sectionId: string;
  /** 1 to 1,000. */
  entityRefs: string[];
}
