import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  MAX_KEY,
  parse,
  textParameter,
  toPage,
} from '@throughline/backend-kit';
import { FlowRowsResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Asked, FlowReader } from '../flow/FlowReader';
import { FlowRows } from '../flow/FlowRows';
import { flowRowsOf, oneOf, rowsOfParameters, WRITTEN } from './flowRowsOf';
import { periodOf, periodParameters } from './period';

const queryParameters = {
  scope: textParameter(400)
    .transform((text, context) => {
      try {
        return stringifyEntityRef(parseEntityRef(text));
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'expected an entity ref, e.g. system:default/shop',
        });
        return z.NEVER;
      }
    })
    .optional(),
  ...periodParameters,
  environment: textParameter(200).optional(),
  written: z.enum(WRITTEN, oneOf(WRITTEN)).optional(),
};

const flowParameters = z.strictObject(queryParameters);

const rowsParameters = z.strictObject({
  ...queryParameters,
  ...rowsOfParameters,
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({
  at: z.iso.datetime(),
  id: textParameter(MAX_KEY),
  entityRef: textParameter(400),
});

const MINUTE = 60_000;

/**
 * What is asked. Now is the end of the minute, so that all who look within it
 * are told the same, and all that happened is before it.
 */
function askedOf({ from, to, ...rest }: z.infer<typeof flowParameters>): Asked {
  const now = Math.ceil(Date.now() / MINUTE) * MINUTE;
  return { ...rest, period: periodOf({ from, to }, now) };
}

/** `GET /flow`, `GET /flow/rows` and `GET /flow/coverage` */
export function createFlowRouter(options: {
  httpAuth: HttpAuthService;
  flow: FlowReader;
  rows: FlowRows;
}): Router {
  const { httpAuth, flow, rows } = options;
  const router = PromiseRouter();

  router.get('/flow', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const asked = askedOf(parse(flowParameters, req.query));
    res.json(await flow.flow(asked, credentials));
  });

  router.get('/flow/rows', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = parse(rowsParameters, req.query);
    const { scope, from, to, environment, written, limit } = query;
    const asked = askedOf({ scope, from, to, environment, written });
    const { rows: items, summary } = await rows.page(
      asked,
      flowRowsOf(query, asked.period),
      { after: decodeCursor(query.cursor, positionSchema), limit },
      credentials,
    );
    const page = toPage(items, limit, ({ at, id, entityRef }) => ({
      at,
      id,
      entityRef,
    }));
    const response: FlowRowsResponse = {
      items: page.rows,
      nextCursor: page.nextCursor,
      summary,
    };
    res.json(response);
  });

  router.get('/flow/coverage', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const asked = askedOf(parse(flowParameters, req.query));
    res.json(await flow.coverage(asked, credentials));
  });
  return router;
}
