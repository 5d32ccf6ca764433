import { mockServices } from '@backstage/backend-test-utils';
import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { writeEntities } from '../database/operations/entities';
import { registerPlugins } from '../database/operations/leases';
import { markDue } from '../database/operations/markDue';
import { ContextSource } from '../pull/ContextSource';
import { Puller, PullerOptions } from '../pull/Puller';

/** A section of the plugin `trace` that is in order. */
export function section(
  entityRef: string,
  overrides: Partial<ContextSection> = {},
): ContextSection {
  return {
    entityRef,
    sectionId: 'trace',
    title: 'Delivery',
    permission: { name: 'trace.read', resourceType: 'catalog-entity' },
    asOf: '2026-11-01T08:00:00.000Z',
    status: 'ok',
    headline: 'Nothing waits',
    facts: [],
    attention: [],
    links: [],
    ...overrides,
  };
}

/** Ref of a component of which only the name matters. */
export const ref = (name: string | number) => `component:default/${name}`;

/** A source that answers what it is told to. */
export function sourceOf(
  read: (refs: string[], signal: AbortSignal) => unknown,
  id = 'trace',
): ContextSource & { asked: string[][] } {
  const asked: string[][] = [];
  return {
    id,
    asked,
    async read(refs, signal) {
      asked.push(refs);
      return (await read(refs, signal)) as unknown[];
    },
  };
}

/** Time that passes when it is told to. */
export class TestClock {
  #now = Date.parse('2026-11-02T00:00:00Z');
  readonly now = () => this.#now;
  readonly date = () => new Date(this.#now);
  pass(ms: number): void {
    this.#now += ms;
  }
}

/** A puller with patience of the test's own. */
export function pullerOf(
  knex: Knex,
  source: ContextSource,
  options: Partial<PullerOptions> = {},
): Puller {
  return new Puller({
    knex,
    source,
    timeoutMs: 5_000,
    logger: mockServices.logger.mock(),
    ...options,
  });
}

/** Makes plugins and entities known, and everything due. */
export async function prepare(
  knex: Knex,
  options: { pluginIds?: string[]; refs: string[]; now?: Date },
): Promise<void> {
  const { pluginIds = ['trace'], refs, now = new Date(0) } = options;
  await knex.transaction(async tx => {
    await registerPlugins(tx, pluginIds);
    await writeEntities(
      tx,
      refs.map(entityRef => ({ entityRef, etag: '1', title: entityRef })),
      now,
    );
    await markDue(tx, { pluginIds, entityRefs: refs, now, neverAsked: true });
  });
}

/** Has the plugin asked about entities, as a signal does. */
export async function mark(
  knex: Knex,
  refs: string[],
  now = new Date(0),
  pluginId = 'trace',
): Promise<void> {
  await markDue(knex, { pluginIds: [pluginId], entityRefs: refs, now });
}

/** Pulls until there is nothing to do. */
export async function drain(puller: Puller): Promise<void> {
  while ((await puller.pullOnce()) > 0);
}

/** What there is to read, by entity and section: the parsed bodies. */
export async function bodies(
  knex: Knex,
): Promise<Record<string, Partial<ContextSection>>> {
  const rows: Array<{ entity_ref: string; section_id: string; body: string }> =
    await knex('sections')
      .whereNotNull('body')
      .orderBy(['entity_ref', 'section_id']);
  return Object.fromEntries(
    rows.map(row => [
      `${row.entity_ref} ${row.section_id}`,
      JSON.parse(row.body),
    ]),
  );
}

/** The history, oldest first: what each revision says. */
export async function history(knex: Knex): Promise<string[]> {
  const rows: Array<{
    revision: number | string;
    entity_ref: string;
    section_id: string;
    body: string | null;
  }> = await knex('revisions').orderBy('revision');
  return rows.map(row => {
    const said = row.body === null ? 'gone' : JSON.parse(row.body).headline;
    return `${row.revision} ${row.entity_ref} ${row.section_id}: ${said}`;
  });
}

/** What is still to be asked. */
export async function dueRefs(knex: Knex): Promise<string[]> {
  return knex('due').orderBy('entity_ref').pluck('entity_ref');
}
