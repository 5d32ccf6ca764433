import { Knex } from 'knex';
import {
  replaceUnowned,
  UnownedChange,
} from '../../database/graph/operations/unowned';
import { EntityConfig } from '../../graph/attribution';
import { landedAt } from '../../graph/landedAt';
import { GraphNode } from '../../graph/types';
import { findUnowned, Unowned } from '../../graph/unowned';

/** Collects what a batch of changes touched that no entity claims. */
export class UnownedBatch {
  readonly #found: UnownedChange[] = [];
  readonly #byRepository = new Map<string, Unowned | undefined>();

  /**
   * @param entities - all entities of the change's repository
   * @param what - `paths`: what it touched, where that is known; `restricted`:
   *   whether nothing of that may be said; `owned`: whether it belongs to any
   */
  add(
    change: GraphNode,
    landed: GraphNode[],
    entities: EntityConfig[],
    what: { paths?: string[]; restricted: boolean; owned: boolean },
  ): void {
    const repository = change.repository!;
    if (!this.#byRepository.has(repository)) {
      this.#byRepository.set(repository, findUnowned(entities));
    }
    const unowned = this.#byRepository.get(repository);
    const at = landedAt(change, landed);
    if (!unowned || !at) return;
    const { paths, restricted, owned } = what;
    const unknown = owned ? [] : [''];
    const globs = paths ? unowned(paths) : unknown;
    // A folder is part of a path, and paths are words of the change.
    for (const glob of restricted ? globs.slice(0, 1).map(() => '') : globs) {
      this.#found.push({
        changeKey: change.key,
        repository,
        glob,
        landedAt: at,
        owned,
      });
    }
  }

  /** @param keys - keys of the batch's changes */
  async store(tx: Knex.Transaction, keys: string[]): Promise<void> {
    await replaceUnowned(tx, keys, this.#found);
  }
}
