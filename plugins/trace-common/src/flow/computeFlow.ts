import { CoverageLine, CoverageResponse, FlowResponse } from './api';
import { FlowFacts, FlowQuestion } from './facts';
import { codingOf, sizesOf, weeksOf, writtenOf } from './groups';
import { metricRows, prepare } from './metricRows';
import { allMetrics, countExclusions } from './metrics';
import { bottleneckOf, stageFigures } from './stageFigures';
import { Weeks } from './weeks';

/** All figures of the Flow page. */
export type FlowFigures = Pick<
  FlowResponse,
  'weeks' | 'stages' | 'bottleneck' | 'coding' | 'written' | 'sizes' | 'metrics'
>;

/**
 * Everything the Flow page shows, from the facts alone: the same facts, whoever
 * reads them and from wherever, give the same figures.
 *
 * @param facts - of the weeks of the period, at least the 26 up to its end; see
 *   {@link Weeks.begin}
 */
export function computeFlow(
  facts: FlowFacts,
  question: FlowQuestion,
): FlowFigures {
  const weeks = new Weeks(question.period);
  const prepared = prepare(facts, question);
  const stages = stageFigures(prepared, question, weeks);
  return {
    weeks: weeksOf(prepared, weeks),
    stages,
    bottleneck: bottleneckOf(stages),
    coding: codingOf(prepared, question),
    written: writtenOf(prepared, question),
    sizes: sizesOf(prepared, question),
    metrics: allMetrics(prepared, question, weeks),
  };
}

/** Deployed changes and how many of their chains are whole, by name. */
class Lines {
  private readonly lines = new Map<string, CoverageLine>();

  add(ref: string, whole: boolean) {
    const line = this.lines.get(ref) ?? { ref, deployed: 0, whole: 0 };
    line.deployed += 1;
    line.whole += Number(whole);
    this.lines.set(ref, line);
  }

  /** By name: no list of the best and the worst. */
  all(): CoverageLine[] {
    return [...this.lines.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }
}

/**
 * The share of deployed changes whose chain is whole, and why others' are not.
 * Over all, a change of several entities counts once; of an entity or a team it
 * counts for each of them.
 *
 * @param teamOf - the owner of an entity, if it has one
 */
export function computeCoverage(
  facts: FlowFacts,
  question: FlowQuestion,
  teamOf: (entityRef: string) => string | undefined,
): Pick<
  CoverageResponse,
  'deployed' | 'whole' | 'gaps' | 'excused' | 'entities' | 'teams'
> {
  const { from, to } = question.period;
  const rowsOf = (some: FlowFacts) =>
    metricRows('coverage', 'dora', prepare(some, question)).filter(
      ({ at }) => at >= from && at < to,
    );
  const changes = new Map(
    facts.changes.map(change => [`${change.entityRef}\n${change.id}`, change]),
  );
  const all = rowsOf(facts);
  const counted = all.filter(({ excluded }) => !excluded);

  const byEntity = new Map<string, FlowFacts['changes']>();
  for (const change of facts.changes) {
    const own = byEntity.get(change.entityRef);
    if (own) own.push(change);
    else byEntity.set(change.entityRef, [change]);
  }
  const entities = new Lines();
  const teams = new Lines();
  const seen = new Set<string>();
  for (const [ref, own] of byEntity) {
    for (const row of rowsOf({ ...facts, changes: own, deployments: [] })) {
      if (row.excluded) continue;
      entities.add(ref, row.value === 1);
      const team = teamOf(ref);
      if (!team || seen.has(`${team}\n${row.id}`)) continue;
      seen.add(`${team}\n${row.id}`);
      teams.add(team, row.value === 1);
    }
  }
  return {
    deployed: counted.length,
    whole: counted.filter(({ value }) => value === 1).length,
    gaps: countExclusions(
      counted.flatMap(
        ({ entityRef, id }) => changes.get(`${entityRef}\n${id}`)!.gaps,
      ),
    ),
    excused: countExclusions(all.flatMap(({ excluded }) => excluded ?? [])),
    entities: entities.all(),
    teams: teams.all(),
  };
}
