import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { toPage } from '@throughline/backend-kit';
import {
  HistoryEntry,
  HistoryResponse,
} from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { compareRevisions } from './compareSections';
import { Moments } from './Moments';
import { readHistory } from './operations/readHistory';
import { readRevisionAtTime } from './operations/readMoments';
import { inOrderOf } from './sectionOrder';
import { ReadingConfig } from './types';
import { Visibility } from './Visibility';

/** Reads what changed in the sections of an entity, as the reader may see it. */
export class HistoryReader {
  readonly #options: {
    knex: Knex;
    config: ReadingConfig;
    visibility: Visibility;
    moments: Moments;
  };

  constructor(options: {
    knex: Knex;
    config: ReadingConfig;
    visibility: Visibility;
    moments: Moments;
  }) {
    this.#options = options;
  }

  /**
   * A page of what changed, newest first. It holds fewer entries than asked for
   * where the reader may not see what changed.
   *
   * @throws NotFoundError in the same words whether the entity does not exist
   *   or the catalog hides it
   */
  async page(
    entityRef: string,
    { before, limit }: { before?: number; limit: number },
    credentials: BackstageCredentials,
  ): Promise<HistoryResponse> {
    const { knex, config, moments, visibility } = this.#options;
    const keptSince = moments.keptSince();
    const found = await readHistory(knex, entityRef, {
      before,
      // What is older is kept only to compare with.
      after: await readRevisionAtTime(knex, keptSince),
      limit: limit + 1,
    });
    const { rows, nextCursor } = toPage(found, limit, ({ after }) => ({
      before: after.revision,
    }));
    const visible = await visibility.of(
      [entityRef],
      rows.flatMap(step => [step.after, ...(step.before ? [step.before] : [])]),
      credentials,
    );
    if (!visible.shows(entityRef)) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    const items = rows.flatMap((step): HistoryEntry[] => {
      if (inOrderOf(config.plugins, [step.after]).length === 0) return [];
      const change = compareRevisions(step.before, step.after, visible);
      if (!change) return [];
      const { revision, changedAt } = step.after;
      return [{ revision, at: changedAt, change }];
    });
    return { items, nextCursor, keptSince: keptSince.toISOString() };
  }
}
