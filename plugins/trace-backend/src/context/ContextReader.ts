import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { readEntitiesByRef } from '../database/graph/operations/entities';
import {
  readLastFailures,
  readLineEnds,
} from '../database/graph/operations/lines';
import {
  readChainsOf,
  readChainsWithIncidents,
  readLastChanges,
  readSeenRepositories,
  readWaiting,
} from '../database/graph/operations/overview';
import {
  readFailuresByKey,
  readRolloutsByKey,
} from '../database/graph/operations/rollouts';
import { readHistoryIds } from '../database/graph/operations/sectionHistories';
import { EntityConfig } from '../graph/attribution';
import { FailedRollout, Rollout } from '../graph/environments';
import { redactChain } from '../restriction/redact';
import { Freshness } from '../service/freshness';
import { buildSection } from './buildSection';
import { LineSummary, StageSummary } from './summary';

const identity = (...parts: string[]) => parts.join('\n');

/** Values by the entity they belong to. */
class ByEntity<T> {
  readonly #byRef = new Map<string, T[]>();

  add(ref: string, value: T): void {
    const values = this.#byRef.get(ref);
    if (values) values.push(value);
    else this.#byRef.set(ref, [value]);
  }

  of(ref: string): T[] {
    return this.#byRef.get(ref) ?? [];
  }
}

/**
 * Whether an entity takes part: components always, so that what is missing is
 * said; other kinds once they name a repository, which few of them ever do.
 */
function takesPart({ ref, repository }: EntityConfig): boolean {
  return ref.startsWith('component:') || repository !== undefined;
}

/**
 * Reads the sections of entities from what the projector has stored. However
 * many entities it is, the number of statements is the same.
 *
 * Who reads a section is not known here, and one section goes to all of them:
 * it holds no words of what is restricted.
 */
export class ContextReader {
  constructor(
    private readonly knex: Knex,
    private readonly freshness: Freshness,
  ) {}

  /**
   * @param entityRefs - at most 100; those that trace has nothing to do with
   *   are left out of the answer
   */
  async sections(
    entityRefs: string[],
    now: Date = new Date(),
  ): Promise<ContextSection[]> {
    const { knex } = this;
    // Read first: what arrives meanwhile is newer than the section says.
    const { pending, asOf } = await this.freshness.read();
    // Before anything that is said: once it must be forgotten, there is another.
    const historyIds = await readHistoryIds(knex, entityRefs);
    const known = await readEntitiesByRef(knex, entityRefs);
    const entities = known.filter(takesPart);
    const refs = entities.map(({ ref }) => ref);
    if (refs.length === 0) return [];

    const lines = await this.lines(refs);
    const failures = await this.failures(refs);
    const { stages, lastChanges } = await this.changes(refs);
    const withIncidents = new ByEntity<StageSummary['oldest']>();
    for (const own of await readChainsWithIncidents(knex, refs)) {
      withIncidents.add(own.entityRef, redactChain(own.chain));
    }
    const seen = await readSeenRepositories(knex, [
      ...new Set(
        entities
          .filter(({ ref }) => !lastChanges.has(ref))
          .flatMap(({ repository }) => repository ?? []),
      ),
    ]);

    return entities.map(entity =>
      buildSection(
        {
          entity,
          seen: entity.repository !== undefined && seen.has(entity.repository),
          lines: lines.of(entity.ref),
          failures: failures
            .of(entity.ref)
            .filter(
              ({ environment, at }) =>
                !lines
                  .of(entity.ref)
                  .some(
                    ({ last }) =>
                      last.environment === environment && last.at >= at,
                  ),
            ),
          stages: stages.of(entity.ref),
          withIncidents: withIncidents.of(entity.ref),
          lastChange: lastChanges.get(entity.ref),
        },
        {
          asOf: pending > 0 && asOf ? asOf : now.toISOString(),
          historyId: historyIds.get(entity.ref),
          now,
        },
      ),
    );
  }

  private async lines(refs: string[]): Promise<ByEntity<LineSummary>> {
    const ends = await readLineEnds(this.knex, refs);
    const rollouts = new Map<string, Rollout>();
    const read = async (keys: string[]) => {
      for (const rollout of await readRolloutsByKey(this.knex, keys)) {
        const { entityRef, environment, key } = rollout;
        rollouts.set(identity(entityRef, environment, key), rollout);
      }
    };
    await read(ends.flatMap(({ last, lastMoved }) => [last, lastMoved]));
    const previous = [...rollouts.values()]
      .filter(({ outcome }) => outcome === 'rollback')
      .flatMap(rollout => rollout.previous ?? []);
    await read(previous);

    const lines = new ByEntity<LineSummary>();
    for (const { entityRef, environment, last, lastMoved } of ends) {
      const find = (key: string | undefined) =>
        rollouts.get(identity(entityRef, environment, key ?? ''));
      const [end, moved] = [find(last), find(lastMoved)];
      // Between two reads the projector may have put others there; it then
      // says that the entity changed, and the section is asked for again.
      if (end && moved) {
        lines.add(entityRef, {
          last: end,
          moved,
          before: find(moved.previous),
        });
      }
    }
    return lines;
  }

  private async failures(refs: string[]): Promise<ByEntity<FailedRollout>> {
    const failures = new ByEntity<FailedRollout>();
    const keys = await readLastFailures(this.knex, refs);
    const own = new Set(refs);
    for (const failure of await readFailuresByKey(this.knex, keys)) {
      if (own.has(failure.entityRef)) failures.add(failure.entityRef, failure);
    }
    return failures;
  }

  private async changes(refs: string[]) {
    const waiting = await readWaiting(this.knex, refs);
    const last = await readLastChanges(this.knex, refs);
    const chains = new Map(
      (
        await readChainsOf(this.knex, refs, [
          ...waiting.map(({ oldest }) => oldest),
          ...last.values(),
        ])
      ).map(({ entityRef, chain }) => [
        identity(entityRef, chain.id),
        redactChain(chain),
      ]),
    );
    const stages = new ByEntity<StageSummary>();
    for (const { entityRef, stage, count, oldest } of waiting) {
      const chain = chains.get(identity(entityRef, oldest));
      if (chain) stages.add(entityRef, { stage, count, oldest: chain });
    }
    const lastChanges = new Map(
      [...last].flatMap(([ref, id]) => {
        const chain = chains.get(identity(ref, id));
        return chain ? [[ref, chain]] : [];
      }),
    );
    return { stages, lastChanges };
  }
}
