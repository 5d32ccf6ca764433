import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { HistoryContext } from '../history';
import { fact } from '../normalised';
import { ImportCheckpoint, ImportRun, readCheckpoint } from './checkpoint';
import { HistoryImport } from './HistoryImport';
import { isThoroughDue } from './instants';
import { waitingNote } from './notes';

const NOW = '2026-03-01T12:00:00.000Z';
const KINDS = { changes: { title: 'Changes' }, tags: { title: 'Tags' } };

type Id = keyof typeof KINDS;
type Run = ImportRun<Id>;
type Checkpoint = ImportCheckpoint<Run>;
type Batch = Parameters<HistoryContext['write']>[0];

/** A vendor with so many pages of each kind. */
class Vendor {
  pages: Record<Id, number> = { changes: 2, tags: 1 };
  readonly read: string[] = [];
  /** Throws in place of looking, or of a page: `tags 0`. */
  readonly failing = new Map<string, Error>();
  /** Said to be waited for while it is looked. */
  waiting = false;
}

/** What was written, and what another import goes on from. */
class Store {
  checkpoint: JsonObject | undefined;
  readonly batches: Batch[] = [];
  /** Cannot write the next batch. */
  failing = false;

  readonly write = async (batch: Batch) => {
    if (this.failing) {
      this.failing = false;
      throw new Error('no database');
    }
    this.batches.push(batch);
    this.checkpoint = batch.checkpoint;
  };

  get facts(): string[] {
    return this.batches.flatMap(({ facts }) =>
      facts.map(({ subject }) => subject),
    );
  }
}

class VendorImport extends HistoryImport<Id, Run, Checkpoint> {
  constructor(
    private readonly vendor: Vendor,
    store: Store,
    signal: AbortSignal = new AbortController().signal,
  ) {
    super(
      KINDS,
      { write: store.write, signal },
      readCheckpoint<Checkpoint>(store.checkpoint, { version: 1 }),
    );
  }

  protected async look(): Promise<void> {
    if (this.vendor.waiting) {
      await this.write([], waitingNote('Vendor', NOW));
    }
    const error = this.vendor.failing.get('look');
    if (error) throw error;
  }

  protected begin(): Run {
    const state = { since: NOW, seen: 0 };
    return (
      this.checkpoint.run ?? {
        startedAt: NOW,
        thorough: isThoroughDue(this.checkpoint.thoroughAt, NOW),
        resources: { changes: { ...state }, tags: { ...state } },
        unread: { count: 0 },
      }
    );
  }

  protected async readPage(id: Id, run: Run): Promise<Fact[]> {
    const state = run.resources[id];
    const page = `${id} ${state.cursor ?? 0}`;
    const error = this.vendor.failing.get(page);
    if (error) throw error;
    this.vendor.read.push(page);
    state.seen += 1;
    state.total = this.vendor.pages[id];
    state.done = state.seen >= state.total;
    state.cursor = String(state.seen);
    return [fact(page, NOW, {})];
  }

  protected async onFailure(error: unknown): Promise<void> {
    if (error instanceof TypeError) throw error;
  }

  protected close(): Partial<Checkpoint> {
    return {};
  }

  protected notes(): string[] {
    return ['A note.'];
  }
}

const importing = (...args: ConstructorParameters<typeof VendorImport>) =>
  new VendorImport(...args).run();

describe('an import of several kinds', () => {
  let vendor: Vendor;
  let store: Store;
  beforeEach(() => {
    vendor = new Vendor();
    store = new Store();
  });

  it('reads a page of each in turn, and writes each page', async () => {
    await importing(vendor, store);
    expect(vendor.read).toEqual(['changes 0', 'tags 0', 'changes 1']);
    expect(store.batches.map(({ done, total }) => [done, total])).toEqual([
      [1, undefined],
      [2, 3],
      [3, 3],
      [3, 3],
    ]);
    expect(store.checkpoint).toEqual({
      version: 1,
      completedAt: NOW,
      thoroughAt: NOW,
    });
    expect(store.batches.at(-1)!.notes).toEqual(['A note.']);
  });

  it('goes on from the last page that was written', async () => {
    const controller = new AbortController();
    const { write } = store;
    const stopping = Object.assign(new Store(), {
      write: async (batch: Batch) => {
        await write(batch);
        if (store.batches.length === 2) controller.abort();
      },
    });
    await expect(
      importing(vendor, stopping, controller.signal),
    ).rejects.toThrow('aborted');
    await importing(vendor, store);
    expect(vendor.read).toEqual(['changes 0', 'tags 0', 'changes 1']);
    expect(store.facts).toEqual(vendor.read);
  });

  it('reads the others where one cannot be read, and says so', async () => {
    vendor.failing.set('changes 1', new Error('too slow'));
    await expect(importing(vendor, store)).rejects.toThrow(
      'Changes could not be read: too slow',
    );
    expect(store.facts).toEqual(['changes 0', 'tags 0']);
    expect(store.checkpoint).toMatchObject({ run: { failed: true } });

    vendor.failing.clear();
    await importing(vendor, store);
    expect(store.facts).toEqual(['changes 0', 'tags 0', 'changes 1']);
  });

  it('ends where no other can be read either', async () => {
    vendor.failing.set('changes 0', new TypeError('no credentials'));
    await expect(importing(vendor, store)).rejects.toThrow(/^no credentials$/);
    expect(vendor.read).toEqual([]);
  });

  it('loses no page that could not be written', async () => {
    store.failing = true;
    await expect(importing(vendor, store)).rejects.toThrow('no database');
    expect(vendor.read).toEqual(['changes 0']);

    await importing(vendor, store);
    expect(store.facts).toEqual(['changes 0', 'tags 0', 'changes 1']);
  });

  it('says that it waits, also before anything is looked at', async () => {
    vendor.waiting = true;
    vendor.failing.set('look', new Error('gone'));
    await expect(importing(vendor, store)).rejects.toThrow(/^gone$/);
    expect(store.batches).toEqual([
      {
        facts: [],
        checkpoint: { version: 1 },
        done: 0,
        notes: ['A note.', `Waiting for Vendor's rate limit until ${NOW}.`],
      },
    ]);
  });
});
