import { HttpAuthService } from '@backstage/backend-plugin-api';
import { MAX_KEY, parse, textParameter } from '@throughline/backend-kit';
import { ticketKey, TicketResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { TicketReader } from '../service/TicketReader';

const ticketParameters = z.object({ key: textParameter(MAX_KEY) });
const TRACKER_KEY = /^[a-z][a-z0-9]{1,9}-\d{1,7}$/i;

/** `GET /tickets/:key`: what implements a ticket, and where all of it is live. */
export function createTicketsRouter(options: {
  httpAuth: HttpAuthService;
  tickets: TicketReader;
}): Router {
  const { httpAuth, tickets } = options;
  const router = PromiseRouter();

  router.get('/tickets/:key', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { key } = parse(ticketParameters, req.params);
    const response: TicketResponse = await tickets.read(
      TRACKER_KEY.test(key) ? ticketKey(key) : key,
      credentials,
    );
    res.json(response);
  });
  return router;
}
