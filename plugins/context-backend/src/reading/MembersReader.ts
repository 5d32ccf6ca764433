import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  byUrgency,
  MembersResponse,
  MemberView,
  SectionView,
  worstStatus,
} from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { entityTitle, TITLE_FIELDS } from '../entityTitle';
import { readSections } from './operations/readSections';
import { inOrderOf } from './sectionOrder';
import { viewOf } from './sectionViews';
import { ReadingConfig } from './types';
import { Visibility } from './Visibility';

/** How members say that they belong to an entity, by its kind. */
const RELATIONS: Record<string, string> = {
  system: RELATION_PART_OF,
  domain: RELATION_PART_OF,
  group: RELATION_OWNED_BY,
};

/** Reads what is known of the parts of an entity, as the reader may see it. */
export class MembersReader {
  readonly #options: {
    knex: Knex;
    config: ReadingConfig;
    catalog: CatalogService;
    visibility: Visibility;
  };

  constructor(options: {
    knex: Knex;
    config: ReadingConfig;
    catalog: CatalogService;
    visibility: Visibility;
  }) {
    this.#options = options;
  }

  /**
   * A page of the parts of a system or domain, or of what a group owns, by
   * name; nothing for other kinds.
   *
   * @param page - `cursor` is the catalog's own
   * @throws NotFoundError in the same words whether the entity does not exist
   *   or the catalog hides it
   */
  async page(
    entityRef: string,
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<MembersResponse> {
    const { knex, config, visibility } = this.#options;
    const { members, nextCursor } = await this.#members(
      entityRef,
      page,
      credentials,
    );
    const refs = [...members.keys()];
    const { sections } = await readSections(knex, refs);
    const stored = inOrderOf(config.plugins, sections);
    const visible = await visibility.of(
      [entityRef, ...refs],
      stored,
      credentials,
    );
    if (!visible.shows(entityRef)) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    const items = [...members].flatMap(([ref, entity]): MemberView[] => {
      if (!visible.shows(ref)) return [];
      const views = stored.flatMap(section =>
        section.entityRef === ref ? viewOf(section, visible) ?? [] : [],
      );
      return [toMember(ref, entity, views)];
    });
    return { items, nextCursor };
  }

  async #members(
    entityRef: string,
    { cursor, limit }: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<{ members: Map<string, Entity>; nextCursor?: string }> {
    const relation = RELATIONS[parseEntityRef(entityRef).kind];
    if (!relation) return { members: new Map() };
    const { items, pageInfo } = await this.#options.catalog.queryEntities(
      {
        fields: [...TITLE_FIELDS, 'spec.type'],
        limit,
        ...(cursor
          ? { cursor }
          : {
              filter: { [`relations.${relation}`]: entityRef },
              orderFields: [{ field: 'metadata.name', order: 'asc' as const }],
              totalItems: 'exclude' as const,
            }),
      },
      { credentials },
    );
    return {
      members: new Map(
        items.map(entity => [stringifyEntityRef(entity), entity]),
      ),
      nextCursor: pageInfo.nextCursor,
    };
  }
}

function toMember(
  entityRef: string,
  entity: Entity,
  sections: SectionView[],
): MemberView {
  const type = entity.spec?.type;
  return {
    entityRef,
    title: entityTitle(entity),
    kind: entity.kind,
    ...(typeof type === 'string' && { type }),
    status: worstStatus(sections.map(({ status }) => status)),
    attention: sections
      .flatMap(({ sectionId, attention }) =>
        attention.map(item => ({ ...item, sectionId, entityRef })),
      )
      .sort(byUrgency),
    highlights: sections.flatMap(({ facts }) =>
      facts.filter(({ highlight }) => highlight),
    ),
  };
}
