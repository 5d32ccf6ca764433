import { JsonObject } from '@backstage/types';

/** What a status says before anybody reads its word. Unknown is never ok. */
export type ContextStatus = 'ok' | 'attention' | 'blocked' | 'unknown';

/** What a fact, an item or a link has that names other entities. */
export interface NamesEntities {
  /**
   * Entity refs it speaks of, besides the entity it is about. It is shown only
   * to readers who can see all of them.
   */
  refs?: string[];
}

/** Something known about an entity, in one line. */
export interface ContextFact extends NamesEntities {
  /** Stable within the section: by it a fact is found again after a change. */
  id: string;
  /** What it is, e.g. `Last deployed`. */
  label: string;
  /** May not change by the mere passing of time; put times into `at`. */
  value: string;
  /** ISO 8601: when it became so; shown as an age next to the value. */
  at?: string;
  status?: ContextStatus;
  /** `https://…`, or a path within the portal, e.g. `/catalog/…`. */
  href?: string;
  /** True for the few that belong on the overview card. */
  highlight?: boolean;
}

/** Something that somebody should act on. */
export interface ContextAttention extends NamesEntities {
  /** Stable within the section. */
  id: string;
  /** `blocked`: nothing goes on until it is dealt with. */
  status: 'blocked' | 'attention';
  title: string;
  /** Why it matters and what would help, in a sentence. */
  detail?: string;
  /** ISO 8601: since when. */
  since?: string;
  /** Whom it waits for. Belongs into `refs` as well if it is an entity. */
  waitsFor?: { name: string; entityRef?: string; agent?: boolean };
  href?: string;
}

/** Where to read on. */
export interface ContextLink extends NamesEntities {
  title: string;
  href: string;
}

/**
 * What one plugin knows of one entity, as it answers
 * `POST /api/<id>/context`.
 */
export interface ContextSection extends NamesEntities {
  entityRef: string;
  /** The plugin's id, or `<plugin id>.<name>` if it has several. */
  sectionId: string;
  /** For people, e.g. `Delivery`. */
  title: string;
  /**
   * Permission a reader needs for it. With `resourceType`, the resource is the
   * entity.
   */
  permission: { name: string; resourceType?: 'catalog-entity' };
  /** ISO 8601: what was known then is in it. */
  asOf: string;
  /** ISO 8601: from then on it is asked for again. */
  validUntil?: string;
  /**
   * Stays the same as long as all that the section said may be shown. When it
   * is another one, appears or is left out, what the section said of the entity
   * before is forgotten. 1 to 200 characters that mean nothing; random ones
   * never come back by accident.
   */
  historyId?: string;
  status: ContextStatus;
  /**
   * The section in one sentence. If it, or `data`, names other entities, the
   * section's `refs` say so, and both are withheld from readers who cannot see
   * them all. No counts of things that a reader may not see.
   */
  headline: string;
  facts: ContextFact[];
  /** Worst first. */
  attention: ContextAttention[];
  links: ContextLink[];
  /** For the plugin's own renderer. */
  data?: JsonObject;
}

/** `POST /api/<id>/context`: asked by the context backend only. */
export interface ContextRequest {
  /** 1 to 100. */
  entityRefs: string[];
}

/** Sections for the refs of a {@link ContextRequest}, in any order. */
export interface ContextAnswer {
  items: ContextSection[];
}

/** What a section, and the answer that holds it, may be at most. */
export const LIMITS = {
  /** Entity refs in one request. */
  refs: 100,
  /** Bytes of one answer. */
  answerBytes: 4 * 1024 * 1024,
  /** Bytes of one section, as JSON. */
  sectionBytes: 64 * 1024,
  sectionsOfPlugin: 10,
  facts: 50,
  attention: 20,
  links: 20,
  /** Refs that a fact, item, link or section names. */
  refsOfItem: 50,
  /** Characters. */
  id: 200,
  title: 200,
  value: 1_000,
  href: 2_000,
} as const;
