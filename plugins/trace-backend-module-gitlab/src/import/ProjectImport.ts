import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import {
  countUnread,
  HistoryContext,
  HistoryImport,
  ImportedRepository,
  readCheckpoint,
  waitingNote,
} from '@throughline/plugin-trace-node';
import {
  ClientOptions,
  CredentialsRefused,
  GitlabClient,
  GitlabHost,
  NotThere,
  PermissionMissing,
} from '../client';
import { GitlabImportConfig, GitlabSettings } from '../config';
import { Checkpoint, RunState } from './checkpoint';
import { notesOf } from './notes';
import { beginRun, lookAgain, Plan } from './planRun';
import { ProjectAnswer, projectOf, readProject } from './project';
import { ResourceId, RESOURCES } from './resources';
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

/** Keeps of a page what is to be told of it, and where the next one begins. */
function takePage(run: RunState, id: ResourceId, page: Page): void {
  const state = run.resources[id];
  state.seen += page.seen;
  state.total ??= page.total;
  state.cursor = page.next;
  state.done = page.next === undefined;
  run.pipelinesRead += page.pipelinesRead ?? 0;
  countUnread(run.unread, page.unread);
  for (const { limit, of } of page.limited ?? []) {
    const known = (run.limited[limit] ??= { count: 0, first: of });
    known.count += 1;
  }
}

/** Reads one project over the API, newest first. */
export class ProjectImport extends HistoryImport<
  ResourceId,
  RunState,
  Checkpoint
> {
  private readonly client: GitlabClient;
  private answer!: ProjectAnswer;
  private state?: ImportedRepository;

  constructor(
    private readonly options: ImportOptions,
    connect: (onWait: ClientOptions['onWait']) => GitlabClient,
    context: HistoryContext,
  ) {
    super(
      RESOURCES,
      context,
      readCheckpoint<Checkpoint>(context.checkpoint, {
        version: 1,
        refused: [],
      }),
    );
    this.client = connect(until =>
      this.write([], waitingNote('GitLab', until)),
    );
  }

  protected begin(): RunState {
    const plan = this.plan();
    const { run } = this.checkpoint;
    if (!run) return beginRun(plan);
    if (run.failed) lookAgain(plan, run);
    return run;
  }

  protected async onFailure(error: unknown): Promise<void> {
    if (error instanceof CredentialsRefused) throw error;
    if (error instanceof ProjectGone) throw error;
  }

  protected async readPage(id: ResourceId, run: RunState): Promise<Fact[]> {
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

  protected async look(): Promise<void> {
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

  protected close({ refused }: RunState): Partial<Checkpoint> {
    return { refused };
  }

  protected notes(): string[] {
    return this.state ? notesOf(this.state, this.checkpoint.run) : [];
  }
}
