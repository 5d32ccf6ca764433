import { AuditorService } from '@backstage/backend-plugin-api';
import { Authorisation, requirePermission } from '@throughline/backend-kit';
import { traceDeliveriesReplayPermission } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Projector } from '../service/Projector';

/**
 * `POST /rebuilds`: marks everything to be made anew from facts. Pages go on
 * showing what is there meanwhile.
 */
export function createRebuildsRouter(
  options: Authorisation & {
    projector: Projector;
    auditor: AuditorService;
    /** Called when there is something to project. */
    wake: () => void;
  },
): Router {
  const { projector, auditor, wake, ...authorisation } = options;
  const router = PromiseRouter();

  router.post('/rebuilds', async (req, res) => {
    const event = await auditor.createEvent({
      eventId: 'graph-rebuild',
      severityLevel: 'medium',
      request: req,
    });
    try {
      await requirePermission(
        authorisation,
        req,
        traceDeliveriesReplayPermission,
      );
      await projector.rebuild();
      await event.success();
      wake();
      res.status(202).json({ status: 'marked' });
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });
  return router;
}
