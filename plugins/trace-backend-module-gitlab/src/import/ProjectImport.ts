import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import {
  ClientOptions,
  CredentialsRefused,
  GitlabClient,
  GitlabHost,
  NotThere,
  PermissionMissing,
} from '../client';
import { GitlabImportConfig, GitlabSettings } from '../config';
import {
  Checkpoint,
  readCheckpoint,
  RunState,
  storedCheckpoint,
} from './checkpoint';
import { notesOf, ProjectState, waitingNote } from './notes';
import { beginRun, lookAgain, Plan } from './planRun';
import { ProjectAnswer, projectOf, readProject } from './project';
import { RESOURCE_IDS, ResourceId, RESOURCES } from './resources';
import { Page } from './resources/types';

/** What one import is of. */
export interface ImportOptions {
  /** As the catalog names it. */
  repository: RepositoryName;
  host: GitlabHost;
  /** Its path there. */
  path: string;
  settings: GitlabSettings;
  config: Pick<GitlabImportConfig, 'since' | 'pipelines'>;
}

/** The project is not there, or not for this token. */
class ProjectGone extends Error {}

/** Which kinds could not be read, and why. */
function failureOf(failed: Map<ResourceId, unknown>): Error {
  const reasons = [...failed].map(([id, error]) => {
    const reason = error instanceof Error ? error.message : `${error}`;
    return `${RESOURCES[id].title} could not be read: ${reason}`;
  });
  return new Error(reasons.join('; '), { cause: [...failed.values()][0] });
}

/** How many items were read, and of how many; undefined while unknown. */
function progressOf(run: RunState): { done: number; total?: number } {
  const states = RESOURCE_IDS.map(id => run.resources[id]);
  const done = states.reduce((all, { seen }) => all + seen, 0);
  // Of what is done, nothing more will be seen, whatever the total was.
  const totals = states.map(state => (state.done ? state.seen : state.total));
  return {
    done,
    total: totals.every(total => total !== undefined)
      ? Math.max(
          done,
          totals.reduce<number>((all, total) => all + total!, 0),
        )
      : undefined,
  };
}

/** Keeps of a page what is to be told of it, and where the next one begins. */
function takePage(run: RunState, id: ResourceId, page: Page): void {
  const state = run.resources[id];
  state.seen += page.seen;
  state.total ??= page.total;
  state.cursor = page.next;
  state.done = page.next === undefined;
  run.pipelinesRead += page.pipelinesRead ?? 0;
  const [first] = page.unread ?? [];
  run.unread.count += page.unread?.length ?? 0;
  run.unread.first ??= first;
  for (const { limit, of } of page.limited ?? []) {
    const known = (run.limited[limit] ??= { count: 0, first: of });
    known.count += 1;
  }
}

/**
 * Reads one project over the API: in rounds, a page of each kind at a time,
 * newest first, so that what is recent is there soon. After each page it could
 * be ended and go on from there.
 */
export class ProjectImport {
  private readonly client: GitlabClient;
  private readonly checkpoint: Checkpoint;
  private answer!: ProjectAnswer;
  private state!: ProjectState;

  constructor(
    private readonly options: ImportOptions,
    connect: (onWait: ClientOptions['onWait']) => GitlabClient,
    private readonly context: HistoryContext,
  ) {
    this.client = connect(until => this.note(waitingNote(until)));
    this.checkpoint = readCheckpoint(context.checkpoint);
  }

  /** @throws with a message for people when it cannot go on */
  async run(): Promise<void> {
    await this.look();
    const plan = this.plan();
    const run = this.checkpoint.run ?? beginRun(plan);
    this.checkpoint.run = run;
    if (run.failed) lookAgain(plan, run);
    const failed = await this.readAll(run);
    if (failed.size === 0) {
      await this.end(run);
      return;
    }
    run.failed = true;
    await this.write([]);
    throw failureOf(failed);
  }

  /**
   * Reads in rounds. One kind that cannot be read does not keep the others from
   * being read; the next run goes on with it where this one could not.
   */
  private async readAll(run: RunState): Promise<Map<ResourceId, unknown>> {
    const { signal } = this.context;
    const failed = new Map<ResourceId, unknown>();
    for (;;) {
      const open = RESOURCE_IDS.filter(
        id => !run.resources[id].done && !failed.has(id),
      );
      if (open.length === 0) return failed;
      for (const id of open) {
        signal.throwIfAborted();
        try {
          await this.write(await this.readOne(id, run));
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof CredentialsRefused) throw error;
          if (error instanceof ProjectGone) throw error;
          failed.set(id, error);
        }
      }
    }
  }

  private async readOne(id: ResourceId, run: RunState): Promise<Fact[]> {
    const { repository, settings, config } = this.options;
    const { cursor, since } = run.resources[id];
    try {
      const page = await RESOURCES[id].readPage({
        client: this.client,
        base: `/projects/${this.answer.id}`,
        project: projectOf(repository, this.answer),
        settings,
        cursor,
        since,
        pipelinesLeft: Math.max(0, config.pipelines - run.pipelinesRead),
      });
      takePage(run, id, page);
      return page.facts;
    } catch (error) {
      if (error instanceof NotThere) {
        // Also what may not be read is not there; or the project is not.
        await this.look();
      } else if (!(error instanceof PermissionMissing)) throw error;
      run.resources[id].done = true;
      if (!run.refused.includes(id)) run.refused.push(id);
      return [];
    }
  }

  private async look(): Promise<void> {
    const { repository, host, path } = this.options;
    this.answer = await readProject(this.client, path).catch(error => {
      if (!(error instanceof NotThere)) throw error;
      throw new ProjectGone(
        `GitLab has no ${repository} that this token may see: it was deleted, or the token's account is no member. What was imported stays`,
      );
    });
    this.state = {
      claimed: repository,
      now: `${host.prefix}${this.answer.path_with_namespace.toLowerCase()}`,
      archived: this.answer.archived === true,
    };
  }

  private plan(): Plan {
    const { date: now } = this.client;
    const { host, config } = this.options;
    if (!now) {
      throw new Error(
        `${host.host} does not say what time it is: its answers have no Date header`,
      );
    }
    const { checkpoint, answer: project } = this;
    return { checkpoint, project, now, horizon: config.since };
  }

  private async end(run: RunState): Promise<void> {
    const { checkpoint } = this;
    const notes = notesOf(this.state, run);
    const { done } = progressOf(run);
    Object.assign(checkpoint, {
      run: undefined,
      completedAt: run.startedAt,
      thoroughAt: run.thorough ? run.startedAt : checkpoint.thoroughAt,
      refused: run.refused,
    } satisfies Partial<Checkpoint>);
    await this.context.write({
      facts: [],
      checkpoint: storedCheckpoint(checkpoint),
      done,
      total: done,
      notes,
    });
  }

  /** Says something between two pages, without going on. */
  private async note(note: string): Promise<void> {
    await this.write([], [note]);
  }

  private async write(facts: Fact[], more: string[] = []): Promise<void> {
    const { run } = this.checkpoint;
    await this.context.write({
      facts,
      checkpoint: storedCheckpoint(this.checkpoint),
      ...(run ? progressOf(run) : { done: 0 }),
      notes: [...(this.state ? notesOf(this.state, run) : []), ...more],
    });
  }
}
