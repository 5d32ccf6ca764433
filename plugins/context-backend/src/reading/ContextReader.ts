import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  byUrgency,
  ContextsResponse,
  EntityContext,
  SectionView,
} from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { EntitySources, readSourceStates } from '../service/sourceStates';
import { compareSections } from './compareSections';
import { LookStore } from './LookStore';
import { Baseline, Moments } from './Moments';
import { readSections } from './operations/readSections';
import { readSectionsAt } from './operations/readSectionsAt';
import { Since } from './parseMoment';
import { inOrderOf } from './sectionOrder';
import { viewOf } from './sectionViews';
import { Moment, ReadingConfig, ResolvedMoment, StoredSection } from './types';
import { Visibility, Visible } from './Visibility';

/** The moment that is shown, and the one that it is compared with. */
export interface ReadOptions {
  since?: Since;
  at?: Moment;
}

/** What a reader of entities is made of. */
export interface ContextReaderOptions {
  auth: AuthService;
  knex: Knex;
  config: ReadingConfig;
  visibility: Visibility;
  moments: Moments;
  looks: LookStore;
  now: () => Date;
}

/** What was found about some entities, as nobody's view yet. */
interface Found {
  moment: ResolvedMoment;
  past: boolean;
  sections: StoredSection[];
  /** Sections that are another since the baseline, as they were at it. */
  before: StoredSection[];
  /** By entity ref; none where nothing is compared. */
  baselines: Map<string, Baseline>;
  sources: Map<string, EntitySources>;
}

/**
 * Reads what is known of entities, cut to what the reader may see. Everything
 * is filtered first, and compared and counted afterwards.
 */
export class ContextReader {
  readonly #options: ContextReaderOptions;

  constructor(options: ContextReaderOptions) {
    this.#options = options;
  }

  /**
   * What is known of entities.
   *
   * @param entityRefs - in lower case; the answer is in their order
   */
  async read(
    entityRefs: string[],
    options: ReadOptions,
    credentials: BackstageCredentials,
  ): Promise<ContextsResponse> {
    const refs = [...new Set(entityRefs)];
    const found = await this.#find(refs, options, credentials);
    const visible = await this.#options.visibility.of(
      refs,
      [...found.sections, ...found.before],
      credentials,
    );
    return {
      items: refs
        .filter(ref => visible.shows(ref))
        .map(ref => this.#contextOf(ref, found, visible)),
      missing: refs.filter(ref => !visible.shows(ref)),
    };
  }

  /**
   * What is known of one entity.
   *
   * @throws NotFoundError in the same words whether it does not exist or the
   *   catalog hides it
   */
  async readOne(
    entityRef: string,
    options: ReadOptions,
    credentials: BackstageCredentials,
  ): Promise<EntityContext> {
    const { items } = await this.read([entityRef], options, credentials);
    if (items.length === 0) throw new NotFoundError(`No entity ${entityRef}`);
    return items[0];
  }

  /**
   * Passes where the reader may know of an entity.
   *
   * @throws NotFoundError as `readOne` does
   */
  async requireVisible(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { visibility } = this.#options;
    const visible = await visibility.of([entityRef], [], credentials);
    if (!visible.shows(entityRef)) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
  }

  async #find(
    refs: string[],
    { since, at }: ReadOptions,
    credentials: BackstageCredentials,
  ): Promise<Found> {
    const { knex, config, moments, now } = this.#options;
    const [{ head, sections: latest }, sources, looked] = await Promise.all([
      readSections(knex, refs),
      readSourceStates(knex, config.plugins, refs),
      since === 'last-look' ? this.#lastLooks(refs, credentials) : undefined,
    ]);
    const moment = at
      ? await moments.resolve('at', at, head)
      : { revision: head, at: now().toISOString() };
    const sections = at
      ? await readSectionsAt(
          knex,
          new Map(refs.map(ref => [ref, moment.revision])),
        )
      : latest;

    const baselines =
      looked ?? (await this.#baselines(refs, since, moment, head));
    const before = await readSectionsAt(
      knex,
      new Map([...baselines].map(([ref, { revision }]) => [ref, revision])),
      { changedSince: true },
    );
    return {
      moment,
      past: at !== undefined,
      sections: this.#takingPart(sections),
      before: this.#takingPart(before),
      baselines,
      sources,
    };
  }

  async #lastLooks(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Baseline>> {
    const { auth, looks, moments } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new InputError('since: last-look is for users');
    }
    const { userEntityRef } = credentials.principal;
    const seen = await looks.baselines(userEntityRef, refs);
    if (seen.size === 0) return new Map();
    const baselines = await moments.baselines([...seen.values()]);
    return new Map(
      [...seen].map(([ref, revision]) => [ref, baselines.get(revision)!]),
    );
  }

  async #baselines(
    refs: string[],
    since: Since | undefined,
    shown: ResolvedMoment,
    head: number,
  ): Promise<Map<string, Baseline>> {
    if (since === undefined || since === 'last-look') return new Map();
    const moment = await this.#options.moments.resolve('since', since, head);
    if (moment.revision > shown.revision) {
      throw new InputError('since: expected a moment that is not after at');
    }
    return new Map(refs.map(ref => [ref, { ...moment, cut: false }]));
  }

  /** Without sections of plugins that the config does not name any more. */
  #takingPart(sections: StoredSection[]): StoredSection[] {
    return inOrderOf(this.#options.config.plugins, sections);
  }

  #contextOf(entityRef: string, found: Found, visible: Visible): EntityContext {
    const { moment, past } = found;
    const sources = found.sources.get(entityRef);
    const isOf = (section: StoredSection) => section.entityRef === entityRef;
    const stored = found.sections.filter(isOf);
    const sections = stored.flatMap((section): SectionView[] => {
      const view = viewOf(section, visible);
      if (!view) return [];
      const stale = past ? undefined : sources?.stale.get(section.plugin);
      return [stale ? { ...view, stale } : view];
    });
    const baseline = found.baselines.get(entityRef);
    return {
      entityRef,
      title: visible.titleOf(entityRef),
      revision: moment.revision,
      at: moment.at,
      past,
      sections,
      attention: sections
        .flatMap(({ sectionId, attention }) =>
          attention.map(item => ({ ...item, sectionId })),
        )
        .sort(byUrgency),
      sources: sources?.sources ?? [],
      ...(baseline && {
        changes: {
          since: { revision: baseline.revision, at: baseline.at },
          cut: baseline.cut,
          sections: compareSections(
            found.before.filter(isOf),
            stored,
            baseline.revision,
            visible,
          ),
        },
      }),
    };
  }
}
