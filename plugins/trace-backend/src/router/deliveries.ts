import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  DeliveriesResponse,
  DeliverySummary,
  traceDeliveriesReadPermission,
  traceDeliveriesReplayPermission,
} from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { InboxStore } from '../database/inbox/InboxStore';
import { DeliveryRow } from '../database/inbox/types';
import {
  Authorisation,
  cursorParameter,
  decodeCursor,
  limitParameter,
  parse,
  requirePermission,
  textParameter,
  toPage,
} from '@throughline/backend-kit';

const listParameters = z.strictObject({
  source: textParameter(200).optional(),
  status: z.enum(['received', 'projected', 'ignored', 'failed']).optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({ seq: z.number().int().positive() });

const replayParameters = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'expected the id of a delivery, a whole number'),
});

function toSummary(row: DeliveryRow): DeliverySummary {
  return {
    id: String(row.seq),
    source: row.source,
    event: row.event,
    status: row.status,
    reason: row.reason,
    path: row.path,
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString(),
    bytes: row.bodyBytes,
    replayable: row.hasBody && row.status !== 'received',
  };
}

/** `GET /deliveries` and `POST /deliveries/:id/replay`. */
export function createDeliveriesRouter(
  options: Authorisation & {
    store: Pick<InboxStore, 'list' | 'requeue'>;
    /** Called when there is something to process. */
    wake: () => void;
  },
): Router {
  const { store, wake, ...authorisation } = options;
  const router = PromiseRouter();

  router.get('/deliveries', async (req, res) => {
    await requirePermission(authorisation, req, traceDeliveriesReadPermission);
    const { source, status, cursor, limit } = parse(listParameters, req.query);
    const position = decodeCursor(cursor, positionSchema);
    const found = await store.list({
      source,
      status,
      beforeSeq: position?.seq,
      limit: limit + 1,
    });
    const { rows, nextCursor } = toPage(found, limit, ({ seq }) => ({ seq }));
    const response: DeliveriesResponse = {
      items: rows.map(toSummary),
      nextCursor,
    };
    res.json(response);
  });

  router.post('/deliveries/:id/replay', async (req, res) => {
    await requirePermission(
      authorisation,
      req,
      traceDeliveriesReplayPermission,
    );
    const { id } = parse(replayParameters, req.params);
    switch (await store.requeue(Number(id))) {
      case 'unknown':
        throw new NotFoundError(`There is no delivery ${id}`);
      case 'waiting':
        throw new ConflictError(
          `Delivery ${id} is waiting to be processed already`,
        );
      case 'expired':
        throw new ConflictError(
          `The body of delivery ${id} has expired (trace.inbox.retention), so it cannot be replayed; send it again from its source under a new id`,
        );
      default:
        wake();
        res.status(202).json({ id, status: 'received' });
    }
  });
  return router;
}
