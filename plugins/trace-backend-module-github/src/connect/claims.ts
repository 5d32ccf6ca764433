import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { RepositoryName } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/**
 * The entities that claim each of some repositories, as far as the catalog
 * shows them to the reader. Who claims what is in the table `entities` of the
 * plugin that this module belongs to, and whose database it shares.
 */
export class Claims {
  constructor(
    private readonly services: {
      database: () => Promise<Knex>;
      catalog: CatalogService;
    },
  ) {}

  async of(
    repositories: RepositoryName[],
    credentials: BackstageCredentials,
  ): Promise<Map<RepositoryName, string[]>> {
    const knex = await this.services.database();
    const rows: Array<{ ref: string; repository: RepositoryName }> = await knex(
      'entities',
    )
      .select('ref', 'repository')
      .whereIn('repository', repositories)
      .orderBy('ref');
    const visible = await this.#visible(
      rows.map(({ ref }) => ref),
      credentials,
    );
    const claims = new Map<RepositoryName, string[]>();
    for (const { ref, repository } of rows) {
      if (!visible.has(ref)) continue;
      claims.set(repository, [...(claims.get(repository) ?? []), ref]);
    }
    return claims;
  }

  /** How many repositories of some hosts entities claim. Names none. */
  async count(hosts: string[]): Promise<number> {
    if (hosts.length === 0) return 0;
    const knex = await this.services.database();
    const [{ count }] = await knex('entities')
      .where(claimed => {
        for (const host of hosts) {
          claimed.orWhereLike('repository', `${host}/%`);
        }
      })
      .countDistinct({ count: 'repository' });
    return Number(count);
  }

  async #visible(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) return new Set();
    const { items } = await this.services.catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    return new Set(
      items.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])),
    );
  }
}
