import { InputError } from '@backstage/errors';
import {
  IngestRequest,
  NormaliseError,
  TraceConnector,
  verifyToken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { findingFacts } from './findings';
import { readReport } from './report/readReport';
import { ReportError } from './report/ReportError';
import { readQuery, Upload } from './request/readQuery';

const EVENT = 'scan-report';
const DELIVERY_HEADER = 'x-throughline-delivery';
const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;

function checkType(headers: IngestRequest['headers']): void {
  const type = (headers['content-type'] ?? '').split(';', 1)[0].trim();
  if (!JSON_TYPE.test(type.toLowerCase())) {
    throw new InputError(
      `The upload's content-type is "${type.slice(
        0,
        100,
      )}"; send application/sarif+json or application/json`,
    );
  }
}

function contextOf({ defaultBranch, ...upload }: Upload) {
  const said = {
    ...upload,
    ...(defaultBranch !== undefined && { defaultBranch: `${defaultBranch}` }),
  };
  return Object.fromEntries(
    Object.entries(said).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

function deliveryIdOf(
  { headers, body }: IngestRequest,
  upload: Upload,
): string {
  const given = headers[DELIVERY_HEADER];
  if (given === undefined) {
    return createHash('sha256')
      .update(JSON.stringify(contextOf(upload)))
      .update(body)
      .digest('hex');
  }
  if (typeof given !== 'string' || !DELIVERY_ID.test(given)) {
    throw new InputError(
      `The header ${DELIVERY_HEADER} must have 1 to 200 printable ASCII characters and no spaces`,
    );
  }
  return given;
}

/** Brings in SARIF that scanners write and CI jobs upload. */
export const sarifConnector: TraceConnector = {
  id: 'sarif',
  title: 'SARIF',
  gives: ['findings of scanners'],

  async verify({ headers }, secrets) {
    return verifyToken(headers.authorization, secrets);
  },

  /** Reads the report in full, so that the CI job hears what is wrong. */
  async identify(request) {
    const upload = readQuery(request.query);
    checkType(request.headers);
    try {
      readReport(request.body);
    } catch (error) {
      if (error instanceof ReportError) throw new InputError(error.message);
      throw error;
    }
    return {
      deliveryId: deliveryIdOf(request, upload),
      event: EVENT,
      context: contextOf(upload),
    };
  },

  /** A scan is of a commit, which may touch anything in its repository. */
  async speaksOf({ query }) {
    const { repository } = readQuery(query);
    return [{ of: 'repository', field: 'repository', repository }];
  },

  async normalise({ context, body, receivedAt }) {
    try {
      const facts = findingFacts(
        readReport(body),
        readQuery(context),
        receivedAt,
      );
      return facts.length > 0
        ? { outcome: 'facts', facts }
        : { outcome: 'ignored', reason: 'No run of the report has results.' };
    } catch (error) {
      if (error instanceof ReportError) {
        throw new NormaliseError(error.path, error.message);
      }
      if (error instanceof InputError) {
        throw new NormaliseError('query', error.message);
      }
      throw error;
    }
  },
};
