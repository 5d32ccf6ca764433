import { Fact } from '@throughline/plugin-trace-common';
import { KindState } from './checkpoint';

/** Kinds of things, and how their pages are read and written. */
export interface Rounds<Id extends string> {
  /** In this order a page of each is read. */
  ids: Id[];
  resources: Record<Id, KindState>;
  /** Aborted when the backend shuts down. */
  signal: AbortSignal;
  /** Reads the next page of a kind, and moves its state on. */
  readPage(id: Id): Promise<Fact[]>;
  /** Stores what a page told, and how far it is. */
  write(facts: Fact[]): Promise<void>;
  /** Told why a kind cannot be read; throws when no other can be either. */
  onFailure(error: unknown): Promise<void>;
}

/**
 * Reads in rounds, a page of each kind at a time. One kind that cannot be read
 * does not keep the others from being read. A page that cannot be written ends
 * it all: its kind has moved on in memory, and any later write would say so.
 *
 * @returns which kinds could not be read, and why
 * @throws when it is aborted, and what `write` and `onFailure` throw
 */
export async function readInRounds<Id extends string>({
  ids,
  resources,
  signal,
  readPage,
  write,
  onFailure,
}: Rounds<Id>): Promise<Map<Id, unknown>> {
  const failed = new Map<Id, unknown>();
  for (;;) {
    const open = ids.filter(id => !resources[id].done && !failed.has(id));
    if (open.length === 0) return failed;
    for (const id of open) {
      signal.throwIfAborted();
      let facts: Fact[];
      try {
        facts = await readPage(id);
      } catch (error) {
        signal.throwIfAborted();
        await onFailure(error);
        failed.set(id, error);
        continue;
      }
      await write(facts);
    }
  }
}
