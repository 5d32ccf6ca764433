import { InputError } from '@backstage/errors';
import { textParameter } from '@throughline/backend-kit';
import {
  FLOW_COUNTS,
  FLOW_FIGURES,
  FLOW_STAGES,
  METRIC_IDS,
  NO_DEPLOYMENTS,
  SIZE_LIMITS,
  Weeks,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { RowsOf } from '../flow/FlowRows';

export const oneOf = (values: readonly [string, ...string[]]) =>
  `expected one of ${values.join(', ')}`;

export const WRITTEN = ['agent', 'assisted', 'none-seen'] as const;
const DEFINITIONS = ['dora', 'devlake'] as const;
const EXPECTED_SIZE = `expected one of ${SIZE_LIMITS.join(', ')}`;
const EXPECTED_WEEK =
  'week: expected the Monday of a week that is shown, e.g. 2026-03-02';

/** Query parameters that say which number rows are of. */
export const rowsOfParameters = {
  metric: z.enum(METRIC_IDS, oneOf(METRIC_IDS)).optional(),
  definition: z.enum(DEFINITIONS, oneOf(DEFINITIONS)).optional(),
  excluded: textParameter(40).optional(),
  stage: z.enum(FLOW_STAGES, oneOf(FLOW_STAGES)).optional(),
  gap: textParameter(40).optional(),
  count: z.enum(FLOW_COUNTS, oneOf(FLOW_COUNTS)).optional(),
  week: z.iso.date(EXPECTED_WEEK.slice('week: '.length)).optional(),
  figure: z.enum(FLOW_FIGURES, oneOf(FLOW_FIGURES)).optional(),
  way: z.enum(WRITTEN, oneOf(WRITTEN)).optional(),
  size: z
    .string()
    .transform(Number)
    .refine(size => SIZE_LIMITS.some(limit => limit === size), EXPECTED_SIZE)
    .optional(),
};

const schema = z.object(rowsOfParameters);
type Asked = z.infer<typeof schema>;

/** What is of which numbers only. */
const ONLY_WITH: Array<[keyof Asked, Array<keyof Asked>]> = [
  ['definition', ['metric']],
  ['excluded', ['metric', 'figure', 'stage']],
  ['week', ['count']],
  ['way', ['count', 'figure']],
  ['size', ['figure']],
];

const NUMBERS = ['metric', 'stage', 'gap', 'count', 'figure'] as const;

/**
 * Which number rows are asked of.
 *
 * @throws InputError naming the parameter that does not go with the others
 */
export function flowRowsOf(
  asked: Asked,
  period: { from: string; to: string },
): RowsOf {
  const given = NUMBERS.filter(name => asked[name] !== undefined);
  if (given.length !== 1) {
    throw new InputError(
      `metric: expected exactly one of ${NUMBERS.join(', ')}`,
    );
  }
  for (const [name, numbers] of ONLY_WITH) {
    if (asked[name] !== undefined && !numbers.includes(given[0])) {
      throw new InputError(
        `${name}: expected only with ${numbers.join(' or ')}`,
      );
    }
  }
  const { metric, definition, excluded, stage, count, figure, way } = asked;
  if (metric) return { metric, definition: definition ?? 'dora', excluded };
  if (stage) return { stage, excluded: leftOut(stage, excluded) };
  if (count) return { count, week: weekOf(asked.week, period), way };
  if (!figure) return { gap: asked.gap! };
  if ((way === undefined) === (asked.size === undefined)) {
    throw new InputError('figure: expected exactly one of way, size with it');
  }
  return { figure, excluded, way, size: asked.size };
}

function leftOut(stage: string, excluded: string | undefined) {
  if (excluded === undefined) return undefined;
  if (stage !== 'deploy' || excluded !== NO_DEPLOYMENTS) {
    throw new InputError(
      `excluded: expected ${NO_DEPLOYMENTS} with the stage deploy, else nothing`,
    );
  }
  return NO_DEPLOYMENTS;
}

function weekOf(
  week: string | undefined,
  period: { from: string; to: string },
): string | undefined {
  if (week === undefined) return undefined;
  const weeks = new Weeks(period);
  if (weeks.starts.some((_, index) => weeks.dateOf(index) === week)) {
    return week;
  }
  throw new InputError(EXPECTED_WEEK);
}
