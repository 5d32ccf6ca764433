import { Fact } from '@throughline/plugin-trace-common';
import { HistoryContext } from '../history';
import { ImportCheckpoint, ImportRun, storedCheckpoint } from './checkpoint';
import { ImportProgress, progressOf } from './progressOf';
import { readInRounds } from './readInRounds';

/** Which kinds could not be read, and why. */
function failureOf(failed: Array<[title: string, error: unknown]>): Error {
  const reasons = failed.map(([title, error]) => {
    const reason = error instanceof Error ? error.message : `${error}`;
    return `${title} could not be read: ${reason}`;
  });
  return new Error(reasons.join('; '), { cause: failed[0][1] });
}

/**
 * Imports several kinds of things page by page: in rounds, so that what is
 * recent of each is there soon. After each page it could be ended and go on from
 * there. What a vendor's API is like is for those who extend it to say.
 */
export abstract class HistoryImport<
  Id extends string,
  Run extends ImportRun<Id>,
  Checkpoint extends ImportCheckpoint<Run>,
> {
  /**
   * @param kinds - in the order in which a page of each is read; their titles
   *   are for "… could not be read"
   * @param checkpoint - changed as the import goes on
   */
  constructor(
    private readonly kinds: Record<Id, { title: string }>,
    protected readonly context: Pick<HistoryContext, 'signal' | 'write'>,
    protected readonly checkpoint: Checkpoint,
  ) {}

  /**
   * Looks whether what is to be read is there, before anything is read of it.
   *
   * @throws with a message for people when it is not
   */
  protected abstract look(): Promise<void>;
  /** The run to go on with, or a new one where there is none. */
  protected abstract begin(): Run;
  /** Reads the next page of a kind, and moves its state on. */
  protected abstract readPage(id: Id, run: Run): Promise<Fact[]>;
  /**
   * Told why a kind cannot be read. The others are read all the same.
   *
   * @throws when they cannot be read either
   */
  protected abstract onFailure(error: unknown): Promise<void>;
  /** What else is kept of a run that is complete. Asked before its notes are. */
  protected abstract close(run: Run): Partial<Checkpoint>;
  /** What people should know, as far as it is known. */
  protected abstract notes(): string[];

  /** What is read once all kinds are, whether or not they could be. */
  protected async readRest(_run: Run): Promise<void> {}

  protected progress(run: Run): ImportProgress {
    return progressOf(run.resources);
  }

  /**
   * Reads what there is; the next run goes on with what this one could not.
   *
   * @throws with a message for people when it cannot go on
   */
  async run(): Promise<void> {
    await this.look();
    const run = this.begin();
    this.checkpoint.run = run;
    const failed = await readInRounds<Id>({
      ids: Object.keys(this.kinds) as Id[],
      resources: run.resources,
      signal: this.context.signal,
      readPage: id => this.readPage(id, run),
      write: facts => this.write(facts),
      onFailure: error => this.onFailure(error),
    });
    await this.readRest(run);
    if (failed.size === 0) {
      await this.end(run);
      return;
    }
    run.failed = true;
    await this.write([]);
    throw failureOf(
      [...failed].map(([id, error]) => [this.kinds[id].title, error]),
    );
  }

  /**
   * Stores what a page told, and how far it is.
   *
   * @param note - said until the next write
   */
  protected async write(facts: Fact[], note?: string): Promise<void> {
    const { run } = this.checkpoint;
    await this.context.write({
      facts,
      checkpoint: storedCheckpoint(this.checkpoint),
      ...(run ? this.progress(run) : { done: 0 }),
      notes: [...this.notes(), ...(note === undefined ? [] : [note])],
    });
  }

  private async end(run: Run): Promise<void> {
    const { context, checkpoint } = this;
    const kept = this.close(run);
    const notes = this.notes();
    const { done } = this.progress(run);
    Object.assign(checkpoint, {
      run: undefined,
      completedAt: run.startedAt,
      thoroughAt: run.thorough ? run.startedAt : checkpoint.thoroughAt,
      ...kept,
    });
    await context.write({
      facts: [],
      checkpoint: storedCheckpoint(checkpoint),
      done,
      total: done,
      notes,
    });
  }
}
