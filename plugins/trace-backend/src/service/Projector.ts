import { Knex } from 'knex';
import { enqueueAllSubjects } from '../database/graph/operations/facts';
import {
  claimWork,
  finishWork,
  hasWork,
  Queue,
  QUEUES,
  takeProjectorLease,
} from '../database/graph/operations/work';
import { projectChains } from './projection/chains';
import { projectChanges } from './projection/changes';
import { projectFindings } from './projection/findings';
import { projectFlakes } from './projection/flakes';
import { projectIncidents } from './projection/incidents';
import { projectRollouts } from './projection/rollouts';
import { projectSubjects } from './projection/subjects';

/**
 * Projects keys of a queue.
 *
 * @param changed - gets the refs of entities of which something that is read
 *   became another
 */
type Project = (
  tx: Knex.Transaction,
  keys: string[],
  changed: Set<string>,
) => Promise<void>;

const STAGES: Record<Queue, { project: Project; batch: number }> = {
  subject: { project: projectSubjects, batch: 1_000 },
  change: { project: projectChanges, batch: 1_000 },
  rollout: { project: projectRollouts, batch: 300 },
  incident: { project: projectIncidents, batch: 100 },
  finding: { project: projectFindings, batch: 200 },
  chain: { project: projectChains, batch: 400 },
  flake: { project: projectFlakes, batch: 200 },
};

/**
 * Turns facts into the graph and the graph into what is read, in stages.
 *
 * Each batch is one transaction: what it claimed, what it wrote and what it
 * marked for later stages is committed together or not at all, so a process
 * that dies leaves nothing half-done and the next one goes on from there.
 */
export class Projector {
  /** @param onChanged - called after a commit, with refs of entities */
  constructor(
    private readonly knex: Knex,
    private readonly onChanged: (
      entityRefs: Iterable<string>,
    ) => void = () => {},
  ) {}

  /**
   * Runs one batch of every stage. Later stages do not wait for earlier ones to
   * be empty, so that pages show something while a backlog is worked off.
   *
   * @returns how many keys were projected; 0 when there was nothing to do, or
   *   another replica is at it
   */
  async projectOnce(): Promise<number> {
    return this.projectEach({ wait: false });
  }

  /**
   * Works until nothing is left to project, waiting for another replica that is
   * at it.
   */
  async drain(): Promise<void> {
    while ((await this.projectEach({ wait: true })) > 0);
  }

  /**
   * Projects some keys now, ahead of what waits, for somebody who wants to see
   * what came of it. What they are marked for is done again later, to the same.
   */
  async projectAhead(keys: Partial<Record<Queue, string[]>>): Promise<void> {
    const changed = new Set<string>();
    await this.knex.transaction(async tx => {
      await takeProjectorLease(tx, { wait: true });
      for (const queue of QUEUES) {
        const own = keys[queue] ?? [];
        if (own.length > 0) await STAGES[queue].project(tx, own, changed);
      }
    });
    if (changed.size > 0) this.onChanged(changed);
  }

  /**
   * Marks everything for projection from facts. What is there stays readable
   * meanwhile.
   */
  async rebuild(): Promise<void> {
    await this.knex.transaction(async tx => {
      await takeProjectorLease(tx, { wait: true });
      await tx('work').where({ queue: 'subject' }).delete();
      await enqueueAllSubjects(tx, Date.now());
    });
  }

  private async projectEach(lease: { wait: boolean }): Promise<number> {
    let projected = 0;
    for (const queue of QUEUES) {
      projected += await this.projectBatch(queue, lease);
    }
    return projected;
  }

  private async projectBatch(
    queue: Queue,
    lease: { wait: boolean },
  ): Promise<number> {
    // Mostly there is nothing: that is worth no transaction and no lease.
    if (!(await hasWork(this.knex, queue))) return 0;
    const { project, batch } = STAGES[queue];
    const changed = new Set<string>();
    const projected = await this.knex.transaction(async tx => {
      if (!(await takeProjectorLease(tx, lease))) return 0;
      const keys = await claimWork(tx, queue, batch);
      if (keys.length > 0) {
        // Taken off first: a stage may mark more work for its own queue.
        await finishWork(tx, queue, keys);
        await project(tx, keys, changed);
      }
      return keys.length;
    });
    if (changed.size > 0) this.onChanged(changed);
    return projected;
  }
}
