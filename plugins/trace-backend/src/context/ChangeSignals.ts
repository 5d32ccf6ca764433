import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { ContextSignal } from '@throughline/plugin-context-node';
import {
  TRACE_CHANGED_TOPIC,
  TraceChangedEvent,
} from '@throughline/plugin-trace-common';
import { SECTION_ID } from './buildSection';
import { RefOutbox } from './RefOutbox';

function isNotInstalled(error: unknown): boolean {
  return (error as { statusCode?: unknown }).statusCode === 404;
}

/**
 * Tells others that the delivery of entities became another: context, which
 * then asks for their sections, and whoever listens to the event.
 *
 * Nothing relies on that anybody hears of it: context asks again on a schedule.
 * So what cannot be told is logged once, and projecting goes on.
 */
export class ChangeSignals {
  readonly #outboxes: RefOutbox[];

  /** @param options - `delayMs`: how long changes are collected */
  constructor(options: {
    context: ContextSignal;
    events: EventsService;
    logger: LoggerService;
    delayMs?: number;
  }) {
    const { context, events, logger, delayMs = 1_000 } = options;
    this.#outboxes = [
      new RefOutbox({
        delayMs,
        send: entityRefs =>
          context.markDirty({ sectionId: SECTION_ID, entityRefs }),
        onFailure(error) {
          if (isNotInstalled(error)) {
            logger.info(
              'The unified view is not installed here; it will be told of changes once it is',
            );
          } else {
            logger.warn(
              `The unified view could not be told of changes, which is tried again: ${
                isError(error) ? error.message : 'unknown error'
              }`,
            );
          }
        },
      }),
      new RefOutbox({
        delayMs,
        send: async entityRefs => {
          const eventPayload: TraceChangedEvent = { entityRefs };
          await events.publish({ topic: TRACE_CHANGED_TOPIC, eventPayload });
        },
        onFailure(error) {
          logger.warn(
            `The event ${TRACE_CHANGED_TOPIC} could not be published, which is tried again: ${
              isError(error) ? error.message : 'unknown error'
            }`,
          );
        },
      }),
    ];
  }

  /** To be called after what changed is committed. Neither waits nor fails. */
  changed(entityRefs: Iterable<string>): void {
    const refs = [...entityRefs];
    this.#outboxes.forEach(outbox => outbox.add(refs));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#outboxes.map(outbox => outbox.stop()));
  }
}
