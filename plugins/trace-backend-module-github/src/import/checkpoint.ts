import { JsonObject } from '@backstage/types';
import { Marks } from './newest';
import { ResourceId } from './resources';
import { DirectCommit, Limit } from './resources/types';

/** What may be refused: a resource, or the checks within pull requests. */
export type Refusable = ResourceId | 'checks';

/** How far one resource is. */
export interface ResourceState {
  /** ISO 8601: older items are not read. */
  since: string;
  cursor?: string;
  done?: boolean;
  seen: number;
  total?: number;
  /** Of the next page, where it is not a full one. */
  size?: number;
}

/** A run that is not complete. */
export interface RunState {
  /** ISO 8601, by GitHub's clock. */
  startedAt: string;
  /**
   * When what is done was last begun, where that is later: a run that one kind
   * keeps from being complete looks at the others again.
   */
  lookedAt?: string;
  /** Some kinds could not be read when it was last tried. */
  failed?: boolean;
  /** It reads again what a single look does not tell. */
  thorough: boolean;
  /** What was there when it began. */
  marks: Marks;
  resources: Record<ResourceId, ResourceState>;
  /** Commits whose paths are still to be asked for. */
  direct: DirectCommit[];
  /** How many of those paths were read. */
  directRead: number;
  /** How many commits stay without paths: too many, or not shown. */
  withoutPaths: number;
  refused: Refusable[];
  /** Fields that were refused, apart from those. */
  refusedFields: string[];
  /** How many items could not be understood, and why the first one was not. */
  unread: { count: number; first?: string };
}

/** All that is kept between two writes. */
export interface Checkpoint {
  version: 1;
  run?: RunState;
  /** When the last complete run began, ISO 8601, by GitHub's clock. */
  completedAt?: string;
  /** The same of the last thorough one. */
  thoroughAt?: string;
  /** What was there when the last complete run began. */
  marks?: Marks;
  /** What that run could not read. */
  refused: Refusable[];
  /** Fields that were refused since the last thorough run, and in it. */
  refusedFields?: string[];
  /** Direct commits whose paths need not be asked for again. */
  pathsRead: DirectCommit[];
  /**
   * Requests and commits of which not everything was listed, since the last
   * thorough run began: the first ones by name.
   */
  limits: Record<Limit, string[]>;
  /** How often there was another one. One may be counted in several runs. */
  furtherLimits?: Partial<Record<Limit, number>>;
}

/** No limit was reached. */
export function noLimits(): Checkpoint['limits'] {
  return { commits: [], files: [], reviews: [], checks: [] };
}

/** The checkpoint of a repository that was never read. */
export function newCheckpoint(): Checkpoint {
  return {
    version: 1,
    refused: [],
    pathsRead: [],
    limits: noLimits(),
  };
}

/** A checkpoint as it was written; another version begins anew. */
export function readCheckpoint(stored: JsonObject | undefined): Checkpoint {
  return stored?.version === 1
    ? (structuredClone(stored) as unknown as Checkpoint)
    : newCheckpoint();
}

/** As JSON, apart from what goes on in memory. */
export function storedCheckpoint(checkpoint: Checkpoint): JsonObject {
  return JSON.parse(JSON.stringify(checkpoint)) as JsonObject;
}
