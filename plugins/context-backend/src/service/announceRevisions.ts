import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { Revision } from '../database/operations/sections';

/** Topic of the events that say that a section has a new revision. */
export const CHANGED_TOPIC = 'throughline.context.changed';

/**
 * Makes what tells others of new revisions. Nobody waits for it and nothing
 * relies on it: the events service gives no guarantee of delivery.
 */
export function announceRevisions(
  events: EventsService,
  logger: LoggerService,
): (revisions: Revision[]) => void {
  async function publish(revisions: Revision[]): Promise<void> {
    for (const { entityRef, sectionId, revision } of revisions) {
      await events.publish({
        topic: CHANGED_TOPIC,
        eventPayload: { entityRef, sectionId, revision },
      });
    }
  }
  return revisions => {
    publish(revisions).catch(error =>
      logger.debug(`Changes were not announced: ${stringifyError(error)}`),
    );
  };
}
