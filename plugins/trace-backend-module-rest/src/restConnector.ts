import { InputError } from '@backstage/errors';
import {
  IngestRequest,
  Normalised,
  NormaliseError,
  Spoken,
  TraceConnector,
  verifyToken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { Fact } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { changeFacts, changeSchema } from './bodies/change';
import { commitsSchema, historyFacts } from './bodies/commits';
import { deploymentFacts, deploymentSchema } from './bodies/deployment';
import { incidentSchema, issueFacts, ticketSchema } from './bodies/issue';
import { DELIVERY_ID } from './request/fields';
import { BodyError, readBody, readObject } from './request/readBody';
import { ofCommits, ofDeployment, ofIssue, ofRepository } from './spoken';

const DELIVERY_HEADER = 'x-throughline-delivery';
const TYPE = /^[a-z][\w.-]{0,63}$/i;

type Body = Record<string, unknown>;

function reader<T extends z.ZodObject>(
  schema: T,
  factsOf: (body: z.output<T>, receivedAt: string) => Fact[],
  spokenOf: (body: z.output<T>) => Spoken[],
) {
  return {
    speaksOf: (body: Body): Spoken[] => spokenOf(readBody(schema, body)),
    check: (body: Body): void => void readBody(schema, body),
    facts: (body: Body, receivedAt: string): Fact[] =>
      factsOf(readBody(schema, body), receivedAt),
  };
}

/** What is known to be sent, by type. */
const READERS = new Map([
  ['change', reader(changeSchema, changeFacts, ofRepository)],
  ['commits', reader(commitsSchema, historyFacts, ofCommits)],
  ['deployment', reader(deploymentSchema, deploymentFacts, ofDeployment)],
  ['incident', reader(incidentSchema, issueFacts, ofIssue)],
  ['ticket', reader(ticketSchema, issueFacts, ofIssue)],
]);
const TYPES = `one of ${[...READERS.keys()].join(', ')}`;

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
  const type = typeOf(body);
  const known = READERS.get(type);
  if (!known) {
    throw new BodyError(
      'type',
      `The field "type" is "${type}"; this version of the portal knows ${TYPES}`,
    );
  }
  const facts = known.facts(body, receivedAt);
  return facts.length > 0
    ? { outcome: 'facts', facts }
    : { outcome: 'ignored', reason: 'It holds nothing.' };
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
  gives: [
    'changes and reviews',
    'commits and tags',
    'deployments',
    'tickets and incidents',
  ],

  async verify({ headers }, secrets) {
    return verifyToken(headers.authorization, secrets);
  },

  async identify(request) {
    try {
      const body = readObject(request.body);
      const event = typeOf(body);
      READERS.get(event)?.check(body);
      return { deliveryId: deliveryIdOf(request, body.deliveryId), event };
    } catch (error) {
      if (error instanceof BodyError) throw new InputError(error.message);
      throw error;
    }
  },

  async speaksOf({ body }) {
    const read = readObject(body);
    return READERS.get(typeOf(read))?.speaksOf(read);
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
