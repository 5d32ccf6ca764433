import { JsonObject } from '@backstage/types';
import { ResourceId } from './resources';
import { Limit } from './resources/types';

/** How far one resource is. */
export interface ResourceState {
  /** ISO 8601: older items are not read. */
  since: string;
  /** The next page's query; undefined: the first one's. */
  cursor?: string;
  done?: boolean;
  seen: number;
  total?: number;
}

/** A run that is not complete. */
export interface RunState {
  /** ISO 8601, by GitLab's clock. */
  startedAt: string;
  /** Some kinds could not be read when it was last tried. */
  failed?: boolean;
  /** It reads again what the frequent look does not. */
  thorough: boolean;
  resources: Record<ResourceId, ResourceState>;
  /** Pipelines whose jobs were read. */
  pipelinesRead: number;
  refused: ResourceId[];
  /** How many items could not be understood, and why the first one was not. */
  unread: { count: number; first?: string };
  /** How often not everything was listed, and of what first. */
  limited: Partial<Record<Limit, { count: number; first: string }>>;
}

/** All that is kept between two writes. */
export interface Checkpoint {
  version: 1;
  run?: RunState;
  /** When the last complete run began, ISO 8601, by GitLab's clock. */
  completedAt?: string;
  /** The same of the last thorough one. */
  thoroughAt?: string;
  /** What that run could not read. */
  refused: ResourceId[];
}

/** A checkpoint as it was written; another version begins anew. */
export function readCheckpoint(stored: JsonObject | undefined): Checkpoint {
  return stored?.version === 1
    ? (structuredClone(stored) as unknown as Checkpoint)
    : { version: 1, refused: [] };
}

/** As JSON, apart from what goes on in memory. */
export function storedCheckpoint(checkpoint: Checkpoint): JsonObject {
  return JSON.parse(JSON.stringify(checkpoint)) as JsonObject;
}
