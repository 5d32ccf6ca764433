import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  MAX_KEY,
  parse,
  textParameter,
  toPage,
} from '@throughline/backend-kit';
import {
  FINDING_STATES,
  FindingsResponse,
  FindingsWeeksResponse,
  FindingSummary,
  MAX_REASON,
  SEVERITIES,
  traceExceptionCreatePermission,
} from '@throughline/plugin-trace-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Exceptions } from '../findings/Exceptions';
import { FindingReader } from '../findings/FindingReader';
import { Visibility } from '../service/Visibility';
import { entityRefOf } from './entityRefOf';
import { periodOf, periodParameters } from './period';

const listParameters = z.strictObject({
  state: z
    .enum(FINDING_STATES, `expected ${FINDING_STATES.join(', ')}`)
    .default('open'),
  severity: z.enum(SEVERITIES, `expected ${SEVERITIES.join(', ')}`).optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({
  rank: z.int(),
  openedAt: z.iso.datetime(),
  id: textParameter(MAX_KEY),
});

const EXPECTED_REASON = `expected a reason of 1 to ${MAX_REASON} characters`;
const exceptionRequest = z.strictObject(
  {
    reason: z
      .string(EXPECTED_REASON)
      .trim()
      .min(1, EXPECTED_REASON)
      .max(MAX_REASON, EXPECTED_REASON)
      .regex(/^[^\0]*$/, 'expected no NUL'),
    until: z.string('expected a day, e.g. 2026-12-31'),
  },
  'expected a JSON object with reason and until',
);
const idParameters = z.object({ id: textParameter(MAX_KEY) });

/** What the routes about findings need. */
export interface FindingsRouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  visibility: Visibility;
  findings: FindingReader;
  exceptions: Exceptions;
  /** Called when something was decided that is still to be projected. */
  wake: () => void;
}

/**
 * `GET …/findings`, `GET …/findings/weeks`, and `POST` and `DELETE` of
 * `/findings/:id/exceptions`: what weaknesses an entity has, and which ones
 * people live with. Each decision is audited, with its reason in the fact only.
 */
export function createFindingsRouter(options: FindingsRouterOptions): Router {
  const { httpAuth, auditor, visibility, findings, exceptions, wake } = options;
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name/findings', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { cursor, limit, ...filter } = parse(listParameters, req.query);
    const after = decodeCursor(cursor, positionSchema);
    const entityRef = entityRefOf(req.params);
    const { seesRestricted } = await visibility.requireEntity(
      entityRef,
      credentials,
    );
    const may = await visibility.may(
      traceExceptionCreatePermission,
      [entityRef],
      credentials,
    );
    const { items, counts } = await findings.page(entityRef, {
      ...filter,
      after,
      limit: limit + 1,
      seesRestricted,
    });
    const page = toPage(items, limit, ({ id, severity, openedAt }) => ({
      rank: SEVERITIES.indexOf(severity),
      openedAt,
      id,
    }));
    const response: FindingsResponse = {
      items: page.rows,
      nextCursor: page.nextCursor,
      counts,
      mayExcept: may.has(entityRef),
    };
    res.json(response);
  });

  router.get(
    '/entities/:kind/:namespace/:name/findings/weeks',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const period = periodOf(
        parse(z.strictObject(periodParameters), req.query),
      );
      const entityRef = entityRefOf(req.params);
      await visibility.requireEntity(entityRef, credentials);
      const response: FindingsWeeksResponse = {
        ...period,
        weeks: await findings.weeks(entityRef, period),
      };
      res.json(response);
    },
  );

  const audited = async (
    req: Request,
    what: 'accept' | 'withdraw',
    asked: () => { reason: string; until: string } | undefined,
  ): Promise<FindingSummary> => {
    const event = await auditor.createEvent({
      eventId: 'finding-exception',
      severityLevel: 'medium',
      request: req,
      meta: { what },
    });
    try {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const { id } = parse(idParameters, req.params);
      const finding = await exceptions.decide(
        id,
        asked(),
        credentials,
        credentials.principal.userEntityRef,
      );
      wake();
      const until = finding.exception?.until ?? null;
      await event.success({ meta: { finding: id, until } });
      return finding;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  };

  router.post('/findings/:id/exceptions', express.json(), async (req, res) => {
    const finding = await audited(req, 'accept', () =>
      parse(exceptionRequest, req.body),
    );
    res.status(201).json(finding);
  });

  router.delete('/findings/:id/exceptions', async (req, res) => {
    res.json(await audited(req, 'withdraw', () => undefined));
  });
  return router;
}
