import {
  AuditorService,
  AuditorServiceEvent,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { MAX_KEY, parse, textParameter } from '@throughline/backend-kit';
import {
  CAUSE_VERDICTS,
  CauseResponse,
  ChainResponse,
  MAX_REASON,
  TICKET_LINKS,
} from '@throughline/plugin-trace-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { LinkDecisions } from '../decisions/LinkDecisions';
import { ChainReader } from '../service/ChainReader';
import { Visibility } from '../service/Visibility';
import { entityRefOf } from './entityRefOf';

const EXPECTED_REASON = `expected a reason of 1 to ${MAX_REASON} characters`;
const reason = z
  .string(EXPECTED_REASON)
  .trim()
  .min(1, EXPECTED_REASON)
  .max(MAX_REASON, EXPECTED_REASON)
  .regex(/^[^\0]*$/, 'expected no NUL');
const ticket = textParameter(MAX_KEY);

const unlinkRequest = z.strictObject(
  { ticket, reason },
  'expected a JSON object with ticket and reason',
);
const linkRequest = z.strictObject(
  {
    ticket,
    link: z.enum(TICKET_LINKS, `expected ${TICKET_LINKS.join(', ')}`),
    reason,
  },
  'expected a JSON object with ticket, link and reason',
);
const causeRequest = z.strictObject(
  {
    deployment: textParameter(MAX_KEY),
    verdict: z.enum(CAUSE_VERDICTS, `expected ${CAUSE_VERDICTS.join(', ')}`),
    reason,
  },
  'expected a JSON object with deployment, verdict and reason',
);
const idParameters = z.object({ id: textParameter(MAX_KEY) });

/** What the routes about decisions need. */
export interface DecisionsRouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  visibility: Visibility;
  decisions: LinkDecisions;
  chains: ChainReader;
  /** Called when something was decided that is still to be projected. */
  wake: () => void;
}

/** What a person asks for, and who it is. */
interface Asked {
  entityRef: string;
  id: string;
  by: string;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}

/**
 * `POST …/chains/:id/links`, `POST …/chains/:id/unlinks` and
 * `POST …/incidents/:id/causes`: what people decide about links, under their own
 * names. Each decision is audited, with its reason in the fact only.
 */
export function createDecisionsRouter(options: DecisionsRouterOptions): Router {
  const { httpAuth, auditor, visibility, decisions, chains, wake } = options;
  const router = PromiseRouter();
  const json = express.json();

  const audited = async <T>(
    req: Request,
    what: 'link' | 'unlink' | 'cause',
    decide: (asked: Asked) => Promise<{
      answer: T;
      meta: Parameters<AuditorServiceEvent['success']>[0];
    }>,
  ): Promise<T> => {
    const event = await auditor.createEvent({
      eventId: 'link-decide',
      severityLevel: 'medium',
      request: req,
      meta: { what },
    });
    try {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const { id } = parse(idParameters, req.params);
      const { answer, meta } = await decide({
        entityRef: entityRefOf(req.params),
        id,
        by: credentials.principal.userEntityRef,
        credentials,
      });
      await event.success(meta);
      return answer;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  };

  const onTicket = (
    { entityRef, id, by, credentials }: Asked,
    decision: Parameters<LinkDecisions['decideOnTicket']>[2],
  ) => decisions.decideOnTicket(entityRef, id, decision, credentials, by);

  const chainAfter = async ({ entityRef, id, credentials }: Asked) => {
    const { seesRestricted } = await visibility.requireEntity(
      entityRef,
      credentials,
    );
    return chains.chain(entityRef, id, { seesRestricted }, credentials);
  };

  router.post(
    '/entities/:kind/:namespace/:name/chains/:id/links',
    json,
    async (req, res) => {
      const answer = await audited<ChainResponse>(req, 'link', async asked => {
        const decision = parse(linkRequest, req.body);
        const key = await onTicket(asked, decision);
        wake();
        return {
          answer: await chainAfter(asked),
          meta: { meta: { change: asked.id, ticket: key } },
        };
      });
      res.status(201).json(answer);
    },
  );

  router.post(
    '/entities/:kind/:namespace/:name/chains/:id/unlinks',
    json,
    async (req, res) => {
      const answer = await audited<ChainResponse>(
        req,
        'unlink',
        async asked => {
          const decision = parse(unlinkRequest, req.body);
          const key = await onTicket(asked, decision);
          wake();
          return {
            answer: await chainAfter(asked),
            meta: { meta: { change: asked.id, ticket: key } },
          };
        },
      );
      res.status(201).json(answer);
    },
  );

  router.post(
    '/entities/:kind/:namespace/:name/incidents/:id/causes',
    json,
    async (req, res) => {
      const answer = await audited<CauseResponse>(req, 'cause', async asked => {
        const decision = parse(causeRequest, req.body);
        const { entityRef, id, credentials, by } = asked;
        const decided = await decisions.decideOnCause(
          entityRef,
          id,
          decision,
          credentials,
          by,
        );
        wake();
        const { verdict, deployment } = decided;
        return {
          answer: decided,
          meta: { meta: { incident: id, deployment, verdict } },
        };
      });
      res.status(201).json(answer);
    },
  );
  return router;
}
