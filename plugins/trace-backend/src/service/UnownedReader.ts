import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  MAX_UNOWNED_FOLDERS,
  UNOWNED_DAYS,
  UnownedFolder,
  UnownedRepository,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readNodeEntities } from '../database/graph/operations/entities';
import { readNodes } from '../database/graph/operations/nodes';
import {
  MAX_COUNTED,
  readUnownedGlobs,
  readUnownedRepositories,
  UnownedGlob,
} from '../database/graph/operations/unowned';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { markSummary, withoutRestricted } from '../restriction/redact';
import { toSummary } from './steps';
import { Visibility } from './Visibility';

const DAY = 24 * 60 * 60 * 1_000;

/** Says of the latest change of each folder what the reader may see of it. */
type Present = (glob: UnownedGlob) => UnownedFolder['latest'];

/** Reads what no entity claims in repositories that entities claim parts of. */
export class UnownedReader {
  constructor(
    private readonly knex: Knex,
    private readonly visibility: Visibility,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * A page of repositories, by name.
   *
   * @param options - `repository`: only this one. `after`: the last one of the
   *   page before
   * @param credentials - of somebody who may see what belongs to no entity
   */
  async page(
    options: { repository?: string; after?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<UnownedRepository[]> {
    const { knex } = this;
    const begin = this.now().getTime() - UNOWNED_DAYS * DAY;
    const since = new Date(begin).toISOString();
    const names = await readUnownedRepositories(knex, { ...options, since });
    const found: Array<{ repository: string; globs: UnownedGlob[] }> = [];
    for (const repository of names) {
      // One more than is told tells whether there are more.
      const limit = MAX_UNOWNED_FOLDERS + 1;
      const globs = await readUnownedGlobs(knex, repository, { since, limit });
      found.push({ repository, globs });
    }
    const present = await this.#presentLatest(
      found.flatMap(({ globs }) => globs.map(({ latest }) => latest)),
      credentials,
    );
    return found.map(({ repository, globs }) => ({
      repository,
      folders: globs.slice(0, MAX_UNOWNED_FOLDERS).map(one => ({
        ...(one.glob && { glob: one.glob }),
        changes: one.changes,
        alsoOwned: one.owned,
        latestAt: one.latestAt,
        latest: present(one),
      })),
      truncated:
        globs.length > MAX_UNOWNED_FOLDERS ||
        globs.reduce((sum, { changes }) => sum + changes, 0) >= MAX_COUNTED,
    }));
  }

  async #presentLatest(
    keys: string[],
    credentials: BackstageCredentials,
  ): Promise<Present> {
    const nodes = await readNodes(this.knex, keys);
    const owners = await readNodeEntities(this.knex, keys);
    const restricted = await findRestrictedNodes(this.knex, keys);
    const { visible, restricted: readable } =
      await this.visibility.visibleEntities(
        [...owners.values()].flat(),
        credentials,
      );
    return ({ latest: key }) => {
      const node = nodes.get(key);
      const refs = owners.get(key) ?? [];
      const isVisible = refs.length === 0 || refs.some(ref => visible.has(ref));
      if (!node || !isVisible) return { hidden: true };
      // What belongs to no entity is read by nobody: there is none to decide on.
      const reads = refs.some(ref => readable.has(ref));
      const shown = reads ? node : withoutRestricted(node, restricted);
      return markSummary(toSummary(shown), {
        restricted: restricted.has(key),
        shown: reads,
      });
    };
  }
}
