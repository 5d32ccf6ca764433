import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Authorship,
  countRows,
  figureRows,
  FlowCount,
  FlowFacts,
  FlowFigure,
  FlowGroupOf,
  FlowQuestion,
  FlowRow,
  FlowRowsSummary,
  FlowStageName,
  leftOutOfDeploy,
  MetricDefinition,
  MetricId,
  metricRows,
  NO_DEPLOYMENTS,
  prepare,
  Prepared,
  queueOf,
  summaryOf,
  unitOf,
  Weeks,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  OwnedChain,
  readChainsOf,
} from '../database/graph/operations/overview';
import { readNodes } from '../database/graph/operations/nodes';
import { redactChain } from '../restriction/redact';
import { Asked, FlowReader } from './FlowReader';

/** Which number the rows are of. */
export type RowsOf =
  | {
      metric: MetricId;
      definition: MetricDefinition;
      /** Only what is left out for this reason. */
      excluded?: string;
    }
  | {
      stage: FlowStageName;
      /** Only what is left out of the stage. */
      excluded?: typeof NO_DEPLOYMENTS;
    }
  | { gap: string }
  | { count: FlowCount; week?: string; way?: Authorship }
  | ({ figure: FlowFigure; excluded?: string } & FlowGroupOf);

/** Where a page of rows ends. */
export interface RowsCursor {
  at: string;
  id: string;
  entityRef: string;
}

type BareRow = Omit<FlowRow, 'title' | 'number' | 'url' | 'restricted'>;

function stageRows(
  { stage, excluded }: Extract<RowsOf, { stage: FlowStageName }>,
  prepared: Prepared,
  question: FlowQuestion,
): BareRow[] {
  const queue = excluded
    ? leftOutOfDeploy(prepared, question)
    : queueOf(stage, prepared, question);
  return queue.map(({ change: { entityRef, id }, since }) => ({
    entityRef,
    id,
    kind: 'change',
    at: since,
    ...(excluded && { excluded }),
  }));
}

function rowsOf(
  of: RowsOf,
  facts: FlowFacts,
  question: FlowQuestion,
): BareRow[] {
  const prepared = prepare(facts, question);
  if ('stage' in of) return stageRows(of, prepared, question);
  const { period } = question;
  if ('count' in of) return countRows(of, prepared, new Weeks(period));
  const left = 'excluded' in of ? of.excluded : undefined;
  const counts = ({ excluded }: BareRow) => !left || excluded === left;
  if ('figure' in of) {
    return figureRows(of.figure, of, prepared, question).filter(counts);
  }
  const within = ({ at }: BareRow) => at >= period.from && at < period.to;
  if ('gap' in of) {
    const gaps = new Map(
      prepared.changes.map(change => [change.id, change.gaps]),
    );
    return metricRows('coverage', 'dora', prepared).filter(
      row =>
        within(row) &&
        !row.excluded &&
        gaps.get(row.id)?.some(gap => gap === of.gap),
    );
  }
  return metricRows(of.metric, of.definition, prepared)
    .filter(row => within(row) && counts(row))
    .map(({ certainty: _certainty, ...row }) => row);
}

const textOf = ({ at, id, entityRef }: RowsCursor) =>
  [at, id, entityRef].join('\n');

/** Reads the rows that a number of the Flow page is made of. */
export class FlowRows {
  constructor(
    private readonly knex: Knex,
    private readonly reader: FlowReader,
  ) {}

  /**
   * A page of rows: of a stage what is there longest first, of all else the
   * latest first.
   *
   * @returns at most one row more than the limit, and what all come to
   */
  async page(
    asked: Asked,
    of: RowsOf,
    options: { after?: RowsCursor; limit: number },
    credentials: BackstageCredentials,
  ): Promise<{ rows: FlowRow[]; summary: FlowRowsSummary }> {
    const { refs, restricted } = await this.reader.resolve(asked, credentials);
    const question = this.reader.questionOf(asked);
    const facts = await this.reader.facts(refs, question);
    const direction = 'stage' in of ? 1 : -1;
    const { after, limit } = options;
    const all = rowsOf(of, facts, question);
    const rows = all
      .map(row => ({ row, text: textOf(row) }))
      .filter(
        ({ text }) =>
          !after || (text < textOf(after) ? -direction : direction) > 0,
      )
      .filter(({ text }) => !after || text !== textOf(after))
      .sort((a, b) => (a.text < b.text ? -direction : direction))
      .slice(0, limit + 1)
      .map(({ row }) => row);
    return {
      rows: await this.#withWords(rows, facts, restricted),
      summary: summaryOf(unitOf(of), all),
    };
  }

  async #withWords(
    rows: BareRow[],
    { deployments }: FlowFacts,
    restricted: ReadonlySet<string>,
  ): Promise<FlowRow[]> {
    const of = (kind: FlowRow['kind']) =>
      rows.filter(row => row.kind === kind).map(({ id }) => id);
    const nodes = await readNodes(this.knex, of('test'));
    const versions = new Map(
      deployments.map(({ id, environment, version }) => [
        id,
        `${environment} ${version}`,
      ]),
    );
    const chains = await this.#chainsOf(rows);
    return rows.map(row => {
      if (row.kind !== 'change') {
        const title = versions.get(row.id) ?? nodes.get(row.id)?.title;
        return { ...row, title: title ?? row.id };
      }
      const owned = chains.get(`${row.entityRef}\n${row.id}`);
      // It was projected away between two reads; its key says which it was.
      if (!owned) return { ...row, title: row.id };
      const shown = restricted.has(row.entityRef)
        ? owned.chain
        : redactChain(owned.chain);
      const { title, number, url } = shown;
      return {
        ...row,
        title,
        number,
        url,
        ...(shown.restricted && { restricted: shown.restricted }),
      };
    });
  }

  async #chainsOf(rows: BareRow[]): Promise<Map<string, OwnedChain>> {
    const changes = rows.filter(({ kind }) => kind === 'change');
    const chains = await readChainsOf(
      this.knex,
      [...new Set(changes.map(({ entityRef }) => entityRef))],
      [...new Set(changes.map(({ id }) => id))],
    );
    return new Map(
      chains.map(one => [`${one.entityRef}\n${one.chain.id}`, one]),
    );
  }
}
