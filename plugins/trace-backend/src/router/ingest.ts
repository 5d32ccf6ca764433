import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Inbox } from '../inbox/Inbox';
import { ByteBudget, readBody } from './readBody';

const RETRY_AFTER_SECONDS = '10';

/** First value of each query parameter. */
function firstValues(
  query: Record<string, unknown>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return [name, typeof first === 'string' ? first : undefined];
    }),
  );
}

/**
 * `POST /ingest/:source`: where vendors and CI jobs send deliveries to.
 *
 * Backstage does not authenticate this route; the sender's signature does, and
 * it is verified before anything is parsed. Mount it before any body parser:
 * signatures are over the bytes as sent.
 */
export function createIngestRouter(options: {
  inbox: Inbox;
  maxBodyBytes: number;
  maxWaitingBytes: number;
}): Router {
  const { inbox, maxBodyBytes, maxWaitingBytes } = options;
  const budget = new ByteBudget(maxWaitingBytes);
  const router = PromiseRouter();

  router.post('/ingest/:source', async (req, res) => {
    const { id } = inbox.openSource(req.params.source);
    try {
      const body = await readBody(req, { maxBytes: maxBodyBytes, budget });
      try {
        const accepted = await inbox.accept(id, {
          headers: req.headers,
          query: firstValues(req.query),
          body,
        });
        res.status(202).json(accepted);
      } finally {
        budget.give(body.length);
      }
    } catch (error) {
      if (error instanceof ServiceUnavailableError) {
        res.set('Retry-After', RETRY_AFTER_SECONDS);
      }
      throw error;
    }
  });
  return router;
}
