import { JsonObject } from '@backstage/types';
import { UnreadItems } from './unread';

/** How far one kind of thing is. */
export interface KindState {
  /** ISO 8601: older items are not read. */
  since: string;
  /** Where the next page begins; undefined: at the beginning. */
  cursor?: string;
  done?: boolean;
  /** Items read. */
  seen: number;
  /** Of how many; undefined while the vendor did not say. */
  total?: number;
}

/** A run that is not complete, over kinds of these ids. */
export interface ImportRun<Id extends string> {
  /** ISO 8601, by the vendor's clock. */
  startedAt: string;
  /** Some kinds could not be read when it was last tried. */
  failed?: boolean;
  /** It reads again what the frequent look does not. */
  thorough: boolean;
  resources: Record<Id, KindState>;
  unread: UnreadItems;
}

/** What an import keeps between two writes, whatever else it does. */
export interface ImportCheckpoint<Run> {
  version: 1;
  run?: Run;
  /** When the last complete run began, ISO 8601, by the vendor's clock. */
  completedAt?: string;
  /** The same of the last thorough one. */
  thoroughAt?: string;
}

/**
 * A checkpoint as it was written; one of another version begins anew.
 *
 * @param anew - the checkpoint of what was never read
 */
export function readCheckpoint<T extends { version: 1 }>(
  stored: JsonObject | undefined,
  anew: T,
): T {
  return stored?.version === 1
    ? (structuredClone(stored) as unknown as T)
    : anew;
}

/** As JSON, apart from what goes on in memory. */
export function storedCheckpoint(checkpoint: object): JsonObject {
  return JSON.parse(JSON.stringify(checkpoint)) as JsonObject;
}
