import {
  ImportCheckpoint,
  ImportRun,
  KindState,
} from '@throughline/plugin-trace-node';
import { Marks } from './newest';
import { ResourceId } from './resources';
import { DirectCommit, Limit } from './resources/types';

/** What may be refused: a resource, or the checks within pull requests. */
export type Refusable = ResourceId | 'checks';

/** How far one resource is. */
export interface ResourceState extends KindState {
  /** Of the next page, where it is not a full one. */
  size?: number;
}

/** A run that is not complete. */
export interface RunState extends ImportRun<ResourceId> {
  /**
   * When what is done was last begun, where that is later: a run that one kind
   * keeps from being complete looks at the others again.
   */
  lookedAt?: string;
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
}

/** All that is kept between two writes. */
export interface Checkpoint extends ImportCheckpoint<RunState> {
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
