import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  computeCoverage,
  computeFlow,
  CoverageResponse,
  FlowFacts,
  FlowFigures,
  FlowQuery,
  FlowQuestion,
  FlowResponse,
  Weeks,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { readFlowVersions } from '../database/flow/flowVersions';
import { Freshness } from '../service/freshness';
import { HeldFacts } from './HeldFacts';
import { Memo } from './Memo';
import { ResolvedScope, ScopeResolver } from './ScopeResolver';

/** A question with its period decided. */
export type Asked = Pick<FlowQuery, 'scope' | 'environment' | 'written'> & {
  period: { from: string; to: string };
};

type Figures = FlowFigures & Pick<FlowResponse, 'environments'>;

/** Answers that are remembered, each some tens of kilobytes. */
const MAX_ANSWERS = 100;
/** Changes and deployments that are held, each of about a kilobyte. */
const MAX_ROWS = 100_000;

/** Reads flow and metrics, for readers by what they may see. */
export class FlowReader {
  readonly #answers = new Memo<Figures>(MAX_ANSWERS);
  readonly #held: HeldFacts;

  constructor(
    private readonly services: {
      knex: Knex;
      scopes: ScopeResolver;
      freshness: Freshness;
      verifiedAfterMs: number;
    },
  ) {
    this.#held = new HeldFacts(services.knex, MAX_ROWS);
  }

  /** `GET /flow` */
  async flow(
    asked: Asked,
    credentials: BackstageCredentials,
  ): Promise<FlowResponse> {
    const { scopes, freshness } = this.services;
    // Before anything is read: what it says is reflected, is.
    const reflected = await freshness.read();
    const { scope, refs } = await scopes.resolve(asked.scope, credentials);
    const versions = await readFlowVersions(this.services.knex, refs);
    const key = keyOf(asked, refs, versions);
    const figures = await this.#answers.get(key, async () => {
      const question = this.questionOf(asked);
      const facts = await this.#factsOf(refs, versions, question);
      return {
        ...computeFlow(facts, question),
        environments: environmentsOf(facts),
      };
    });
    return { scope, period: asked.period, ...reflected, ...figures };
  }

  /** `GET /flow/coverage` */
  async coverage(
    asked: Asked,
    credentials: BackstageCredentials,
  ): Promise<CoverageResponse> {
    const { scopes } = this.services;
    const { scope, refs } = await scopes.resolve(asked.scope, credentials);
    const question = this.questionOf(asked);
    const facts = await this.facts(refs, question);
    const owners = await scopes.ownersOf(
      new Set(facts.changes.map(({ entityRef }) => entityRef)),
      credentials,
    );
    return {
      scope,
      period: asked.period,
      ...computeCoverage(facts, question, ref => owners.get(ref)),
    };
  }

  /** What is asked, in the words of the figures. */
  questionOf({ period, environment, written }: Asked): FlowQuestion {
    const { verifiedAfterMs } = this.services;
    return { period, environment, written, verifiedAfterMs };
  }

  /** The entities of a question's scope. */
  async resolve(
    asked: Asked,
    credentials: BackstageCredentials,
  ): Promise<ResolvedScope> {
    return this.services.scopes.resolve(asked.scope, credentials);
  }

  /** All that the figures of the entities are made of. */
  async facts(
    refs: ReadonlySet<string>,
    question: FlowQuestion,
  ): Promise<FlowFacts> {
    const versions = await readFlowVersions(this.services.knex, refs);
    return this.#factsOf(refs, versions, question);
  }

  async #factsOf(
    refs: ReadonlySet<string>,
    versions: ReadonlyMap<string, number>,
    { period, verifiedAfterMs }: FlowQuestion,
  ): Promise<FlowFacts> {
    const begin = new Weeks(period).begin;
    // What was deployed a little earlier is verified within the period.
    const since = new Date(Date.parse(begin) - verifiedAfterMs).toISOString();
    return this.#held.read(refs, versions, since);
  }
}

/** The same text exactly when the same is asked of the same. */
function keyOf(
  { period, environment, written }: Asked,
  refs: ReadonlySet<string>,
  versions: ReadonlyMap<string, number>,
): string {
  const hash = createHash('sha256');
  for (const ref of [...refs].sort()) {
    hash.update(`${ref}\n${versions.get(ref) ?? 0}\n`);
  }
  return [
    hash.digest('base64url'),
    JSON.stringify([period, environment, written]),
  ].join(' ');
}

/** Environments that can be asked for; production first, then by name. */
function environmentsOf({ changes, deployments }: FlowFacts): string[] {
  const production = new Map<string, boolean>();
  for (const one of [
    ...deployments,
    ...changes.flatMap(change => change.deliveries),
  ]) {
    if (one.release) continue;
    const known = production.get(one.environment) ?? false;
    production.set(one.environment, known || one.production);
  }
  const rank = (name: string) => Number(!production.get(name));
  return [...production.keys()].sort(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
}
