import { InputError } from '@backstage/errors';
import {
  IngestRequest,
  NormaliseError,
  TraceConnector,
  verifyToken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { ReportError } from './report/ReportError';
import { readReports } from './report/readReports';
import { ReportFile, readFiles } from './request/readFiles';
import { readQuery, Upload } from './request/readQuery';
import { testSuiteRuns } from './testSuiteRuns';

const EVENT = 'test-report';
const DELIVERY_HEADER = 'x-throughline-delivery';
const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;

function contextOf(
  contentType: string,
  { attempt, ...upload }: Upload,
): Record<string, string> {
  const query = Object.entries({ ...upload, attempt: String(attempt) });
  return Object.fromEntries([
    ['contentType', contentType],
    ...query.filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ]);
}

/**
 * What makes an upload the same as another. Not its bytes: every multipart
 * body has another boundary, and a job that sends again is to be recognised.
 */
function deliveryIdOf(
  headers: IngestRequest['headers'],
  upload: Upload,
  files: ReportFile[],
): string {
  const given = headers[DELIVERY_HEADER];
  if (given !== undefined) {
    if (typeof given !== 'string' || !DELIVERY_ID.test(given)) {
      throw new InputError(
        `The header ${DELIVERY_HEADER} must have 1 to 200 printable ASCII characters and no spaces`,
      );
    }
    return given;
  }
  const hash = createHash('sha256');
  const { repository, sha, job, matrix, attempt, url } = upload;
  hash.update(JSON.stringify([repository, sha, job, matrix, attempt, url]));
  for (const { name, bytes } of files) {
    hash.update(JSON.stringify([name, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

/** Brings in JUnit XML that CI jobs upload. */
export const junitConnector: TraceConnector = {
  id: 'junit',
  title: 'JUnit XML',
  gives: ['test results'],

  async verify({ headers }, secrets) {
    return verifyToken(headers.authorization, secrets);
  },

  /** Reads the reports in full, so that the CI job hears what is wrong. */
  async identify({ headers, query, body }) {
    const upload = readQuery(query);
    const contentType = headers['content-type'] ?? '';
    try {
      const files = await readFiles(contentType, body);
      readReports(files);
      return {
        deliveryId: deliveryIdOf(headers, upload, files),
        event: EVENT,
        context: contextOf(contentType, upload),
      };
    } catch (error) {
      if (error instanceof ReportError) throw new InputError(error.message);
      throw error;
    }
  },

  /** A report is of a commit, which may touch anything in its repository. */
  async speaksOf({ query }) {
    const { repository } = readQuery(query);
    return [{ of: 'repository', field: 'repository', repository }];
  },

  async normalise({ context, body, receivedAt }) {
    const { contentType = '', ...query } = context;
    try {
      const upload = readQuery(query);
      const reports = readReports(await readFiles(contentType, body));
      const facts = testSuiteRuns(reports, upload, receivedAt);
      return facts.length > 0
        ? { outcome: 'facts', facts }
        : { outcome: 'ignored', reason: 'The report holds no test case.' };
    } catch (error) {
      if (error instanceof ReportError) {
        throw new NormaliseError(error.file, error.message);
      }
      if (error instanceof InputError) {
        throw new NormaliseError('query', error.message);
      }
      throw error;
    }
  },
};
