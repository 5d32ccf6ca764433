import {
  computeCoverage,
  computeFlow,
  FlowFacts,
  FlowFigures,
  FlowQuestion,
} from '@throughline/plugin-trace-common';
import { toFlow } from './toFlow';
import { ReportPeriod, ReportRepository } from './types';

/** In production for so long without a rollback counts as verified. */
const VERIFIED_AFTER_MS = 86_400_000;

/** All that the page shows. */
export interface ReportFigures {
  period: ReportPeriod;
  repositories: ReportRepository[];
  flow: FlowFigures;
  coverage: {
    delivered: number;
    whole: number;
    gaps: Array<{ reason: string; count: number }>;
  };
  /** Of this command. */
  version: string;
}

/** The figures, by the same rules as the portal's Flow page. */
export function reportFigures(
  repositories: ReportRepository[],
  period: ReportPeriod,
  version: string,
): ReportFigures {
  const facts: FlowFacts = {
    changes: toFlow(repositories),
    deployments: [],
    incidents: [],
  };
  const question: FlowQuestion = {
    period,
    verifiedAfterMs: VERIFIED_AFTER_MS,
  };
  const { deployed, whole, gaps } = computeCoverage(
    facts,
    question,
    () => undefined,
  );
  return {
    period,
    repositories,
    flow: computeFlow(facts, question),
    coverage: { delivered: deployed, whole, gaps },
    version,
  };
}
