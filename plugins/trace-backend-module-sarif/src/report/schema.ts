import { z } from 'zod';
import { LIMITS } from './limits';

/** What is read of a report. Everything else may be in it, and is not looked at. */

const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).max(max, `expected at most ${max}`);

const text = z.string().optional();
const index = z.int().min(-1).optional();
const message = z.looseObject({ text }).optional();
const properties = z
  .looseObject({
    'security-severity': z.union([z.string(), z.number()]).optional(),
    tags: z.array(z.string()).optional(),
  })
  .optional();
const level = z.enum(['none', 'note', 'warning', 'error']).optional();

const rule = z.looseObject({
  id: z.string().min(1),
  name: text,
  shortDescription: message,
  helpUri: text,
  defaultConfiguration: z.looseObject({ level }).optional(),
  properties,
});

const component = z.looseObject({
  name: z.string().trim().min(1),
  rules: listOf(rule, LIMITS.rules).optional(),
});

const result = z.looseObject({
  ruleId: text,
  ruleIndex: index,
  rule: z
    .looseObject({
      id: text,
      index,
      toolComponent: z.looseObject({ index }).optional(),
    })
    .optional(),
  kind: text,
  level,
  message,
  baselineState: text,
  suppressions: z.array(z.looseObject({ status: text })).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  locations: z
    .array(
      z.looseObject({
        physicalLocation: z
          .looseObject({
            artifactLocation: z.looseObject({ uri: text, index }).optional(),
            region: z
              .looseObject({
                startLine: z.int().positive().optional(),
                snippet: message,
              })
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  properties,
});

const run = z.looseObject({
  tool: z.looseObject({
    driver: component,
    extensions: listOf(component, LIMITS.extensions).optional(),
  }),
  automationDetails: z.looseObject({ id: text }).optional(),
  invocations: z
    .array(
      z.looseObject({
        executionSuccessful: z.boolean().optional(),
        endTimeUtc: text,
      }),
    )
    .optional(),
  artifacts: listOf(
    z.looseObject({ location: z.looseObject({ uri: text }).optional() }),
    LIMITS.artifacts,
  ).optional(),
  /** Missing or null where the tool did not come to look. */
  results: listOf(result, LIMITS.results).nullish(),
});

/** SARIF 2.1.0, as far as it is read. */
export const reportSchema = z.looseObject({
  version: z.literal('2.1.0', 'expected "2.1.0"'),
  runs: listOf(run, LIMITS.runs),
});

/** A report, checked. */
export type SarifReport = z.output<typeof reportSchema>;
/** One run of one tool. */
export type SarifRun = SarifReport['runs'][number];
/** One result of a run. */
export type SarifResult = NonNullable<SarifRun['results']>[number];
/** What a tool says of its rule. */
export type SarifRule = z.output<typeof rule>;
