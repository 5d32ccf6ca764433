import { firstProblem } from '@throughline/plugin-trace-node';
import { LIMITS } from './limits';
import { ReportError } from './ReportError';
import { reportSchema, SarifReport } from './schema';

function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw new ReportError('as a whole', 'it is empty');
  try {
    // Some tools write a byte order mark, which JSON does not know.
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ReportError(
      'as a whole',
      `it is not JSON (${(error as Error).message.slice(0, 100)})`,
    );
  }
}

/** What says that a tool did not get to the end would close what it did not see. */
function requireSuccess({ runs }: SarifReport): void {
  runs.forEach(({ invocations = [] }, run) =>
    invocations.forEach(({ executionSuccessful }, invocation) => {
      if (executionSuccessful === false) {
        throw new ReportError(
          `runs[${run}].invocations[${invocation}].executionSuccessful`,
          'it is false; what a tool did not get to look at must not count as fixed',
        );
      }
    }),
  );
}

/**
 * Reads a report in full.
 *
 * @throws ReportError naming the first thing that is not as it must be
 */
export function readReport(body: Buffer): SarifReport {
  const read = reportSchema.safeParse(parseJson(body));
  if (!read.success) {
    const { path, message } = firstProblem(read.error);
    throw new ReportError(path || 'as a whole', message);
  }
  const total = read.data.runs.reduce(
    (sum, { results }) => sum + (results?.length ?? 0),
    0,
  );
  if (total > LIMITS.results) {
    throw new ReportError(
      'runs',
      `expected at most ${LIMITS.results} results together, not ${total}; leave out what nobody will fix`,
    );
  }
  requireSuccess(read.data);
  return read.data;
}
