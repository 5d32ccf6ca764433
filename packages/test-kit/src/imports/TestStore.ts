import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Fact, Registers } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import { registersOf } from './registersOf';

/** What an import wrote, as the database would keep it. */
export class TestStore {
  checkpoint: JsonObject | undefined;
  readonly facts: Fact[] = [];
  readonly writes: Array<{ done: number; total?: number; notes?: string[] }> =
    [];
  /** Called after each write. */
  onWrite: (count: number) => void = () => {};
  /** Throws in place of the write of this number, the first being 1. */
  failAt = Infinity;
  #attempts = 0;

  context(signal: AbortSignal = new AbortController().signal): HistoryContext {
    return {
      checkpoint: this.checkpoint,
      signal,
      logger: mockServices.logger.mock(),
      write: async ({ facts, checkpoint, ...progress }) => {
        signal.throwIfAborted();
        this.#attempts += 1;
        if (this.#attempts === this.failAt) throw new Error('killed');
        this.facts.push(...facts);
        this.checkpoint = JSON.parse(JSON.stringify(checkpoint));
        this.writes.push(progress);
        this.onWrite(this.writes.length);
      },
    };
  }

  /** What people were told last. */
  get notes(): string[] {
    return this.writes.at(-1)?.notes ?? [];
  }

  /** Subject → registers. */
  registers(): Map<string, Registers> {
    return registersOf(this.facts);
  }
}
