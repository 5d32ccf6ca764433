import { Fact } from '@throughline/plugin-trace-common';
import {
  countUnread,
  HistoryContext,
  readCheckpoint,
  storedCheckpoint,
  waitingNote,
} from '@throughline/plugin-trace-node';
import { ClientTiming, JiraClient, NotUnderstood } from '../client';
import { JiraSite } from '../config';
import { JiraSettings } from '../sites';
import { beginRun, Checkpoint, RunState } from './checkpoint';
import { notesOf } from './notes';
import { listedIds, readTicket } from './readTicket';
import { jqlOf, lookAtProject, Search, searchOf, TicketPage } from './searches';

/** What one import is of. */
export interface ProjectImportOptions {
  site: JiraSite;
  project: string;
  settings: JiraSettings;
  timing?: ClientTiming;
}

/**
 * Reads the tickets of one project over the API, page by page, the newest first.
 * After each page it could be ended and go on from there.
 */
export class ProjectImport {
  readonly #options: ProjectImportOptions;
  readonly #context: HistoryContext;
  readonly #client: JiraClient;
  readonly #search: Search;
  readonly #checkpoint: Checkpoint;

  constructor(options: ProjectImportOptions, context: HistoryContext) {
    this.#options = options;
    this.#context = context;
    const { site, timing } = options;
    this.#client = new JiraClient({
      site,
      signal: context.signal,
      onWait: until => this.#write([], [waitingNote('Jira', until)]),
      timing,
    });
    this.#search = searchOf(site);
    this.#checkpoint = readCheckpoint<Checkpoint>(context.checkpoint, {
      version: 1,
    });
  }

  /** @throws with a message for people when it cannot go on */
  async run(): Promise<void> {
    const { site, project } = this.#options;
    const now = await lookAtProject(this.#client, site, project);
    const run =
      this.#checkpoint.run ?? beginRun(this.#checkpoint, now, site.since);
    this.#checkpoint.run = run;
    for (;;) {
      this.#context.signal.throwIfAborted();
      const page = await this.#readPage(run);
      const facts = await this.#take(page, run);
      if (page.next === undefined) {
        await this.#end(facts, run);
        return;
      }
      run.cursor = page.next;
      await this.#write(facts, notesOf(run));
    }
  }

  async #readPage(run: RunState): Promise<TicketPage> {
    const jql = jqlOf(this.#options.project, run.since);
    try {
      return await this.#search.readPage(this.#client, jql, run.cursor);
    } catch (error) {
      // A token for the next page is good for a week.
      const expired =
        error instanceof NotUnderstood && run.cursor !== undefined;
      if (!expired) throw error;
      const anew = { seen: 0, unread: { count: 0 }, shortened: 0 };
      Object.assign(run, anew, { cursor: undefined });
      return this.#search.readPage(this.#client, jql, undefined);
    }
  }

  async #take(page: TicketPage, run: RunState): Promise<Fact[]> {
    const { site, settings } = this.#options;
    const changelogs = await this.#search.readChangelogs?.(
      this.#client,
      listedIds(page.tickets, { site, settings }),
    );
    const facts: Fact[] = [];
    for (const ticket of page.tickets) {
      const read = readTicket(ticket, { site, settings, changelogs });
      facts.push(...read.facts);
      if (read.shortened) run.shortened += 1;
      countUnread(run.unread, read.problem === undefined ? [] : [read.problem]);
    }
    const repeated = Math.min(page.repeated, page.tickets.length);
    run.seen += page.tickets.length - repeated;
    run.total = page.total && Math.max(page.total, run.seen);
    return facts;
  }

  async #end(facts: Fact[], run: RunState): Promise<void> {
    const checkpoint = this.#checkpoint;
    const { startedAt, thorough, seen } = run;
    checkpoint.run = undefined;
    checkpoint.completedAt = startedAt;
    checkpoint.thoroughAt = thorough ? startedAt : checkpoint.thoroughAt;
    checkpoint.horizon = this.#options.site.since;
    await this.#context.write({
      facts,
      checkpoint: storedCheckpoint(checkpoint),
      done: seen,
      total: seen,
      notes: notesOf(run),
    });
  }

  async #write(facts: Fact[], notes: string[]): Promise<void> {
    const { run } = this.#checkpoint;
    await this.#context.write({
      facts,
      checkpoint: storedCheckpoint(this.#checkpoint),
      done: run?.seen ?? 0,
      total: run?.total,
      notes,
    });
  }
}
