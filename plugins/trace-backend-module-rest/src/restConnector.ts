import { InputError } from '@backstage/errors';
import {
  IngestRequest,
  Normalised,
  NormaliseError,
  TraceConnector,
  verifyToken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { commitsSchema, historyFacts } from './bodies/commits';
import { deploymentFacts, deploymentSchema } from './bodies/deployment';
import { DELIVERY_ID } from './request/fields';
import { BodyError, readBody, readObject } from './request/readBody';

const DELIVERY_HEADER = 'x-throughline-delivery';
const TYPE = /^[a-z][\w.-]{0,63}$/i;
const TYPES = '"deployment" or "commits"';

type Body = Record<string, unknown>;

function typeOf(body: Body): string {
  if (typeof body.type === 'string' && TYPE.test(body.type)) return body.type;
  throw new BodyError(
    'type',
    `The field "type" is ${
      body.type === undefined ? 'missing' : 'no name of a type'
    }; expected ${TYPES}`,
  );
}

/**
 * What a body says.
 *
 * @throws BodyError when it is of a known type and not as it must be
 */
function readFacts(body: Body, receivedAt: string): Normalised {
  switch (typeOf(body)) {
    case 'deployment':
      return {
        outcome: 'facts',
        facts: deploymentFacts(readBody(deploymentSchema, body), receivedAt),
      };
    case 'commits': {
      const facts = historyFacts(readBody(commitsSchema, body));
      return facts.length > 0
        ? { outcome: 'facts', facts }
        : { outcome: 'ignored', reason: 'It holds no commit and no tag.' };
    }
    default:
      throw new BodyError(
        'type',
        `The field "type" is "${body.type}"; this version of the portal knows ${TYPES}`,
      );
  }
}

function check(body: Body): void {
  if (body.type === 'deployment') readBody(deploymentSchema, body);
  if (body.type === 'commits') readBody(commitsSchema, body);
}

function deliveryIdOf(
  { headers, body }: IngestRequest,
  given: unknown,
): string {
  const header = headers[DELIVERY_HEADER];
  if (header !== undefined) {
    if (typeof header === 'string' && DELIVERY_ID.test(header)) return header;
    throw new InputError(
      `The header ${DELIVERY_HEADER} must have 1 to 200 printable ASCII characters and no spaces`,
    );
  }
  if (typeof given === 'string' && DELIVERY_ID.test(given)) return given;
  return createHash('sha256').update(body).digest('hex');
}

/**
 * The neutral door: for what no connector of its own brings. What it takes is
 * checked in full before it is stored, so that the sender hears what is wrong.
 * A type it does not know is stored all the same, as failed: a later version
 * may know it, and then it can be replayed.
 */
export const restConnector: TraceConnector = {
  id: 'rest',
  title: 'REST',
  gives: ['deployments', 'commits and tags'],

  async verify({ headers }, secrets) {
    return verifyToken(headers.authorization, secrets);
  },

  async identify(request) {
    try {
      const body = readObject(request.body);
      const event = typeOf(body);
      check(body);
      return { deliveryId: deliveryIdOf(request, body.deliveryId), event };
    } catch (error) {
      if (error instanceof BodyError) throw new InputError(error.message);
      throw error;
    }
  },

  async normalise({ body, receivedAt }) {
    try {
      return readFacts(readObject(body), receivedAt);
    } catch (error) {
      if (error instanceof BodyError) {
        throw new NormaliseError(error.field, error.message);
      }
      throw error;
    }
  },
};
