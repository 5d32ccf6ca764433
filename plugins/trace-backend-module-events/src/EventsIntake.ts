import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, isError, toError } from '@backstage/errors';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { DeliveryInbox, DeliveryIntake } from '@throughline/plugin-trace-node';
import { backOff } from 'exponential-backoff';
import { asRequest } from './asRequest';

/** Waits between them for 1, 2, 4 … 32 seconds: about a minute in all. */
const ATTEMPTS = 7;
const FIRST_WAIT_MS = 1000;

/** What this intake works with. */
export interface EventsIntakeOptions {
  events: EventsService;
  /** Topic → id of the source whose deliveries it holds. */
  topics: ReadonlyMap<string, string>;
  logger: LoggerService;
  /** Aborted when the backend stops: nothing is tried again then. */
  signal: AbortSignal;
  /** Milliseconds before the second attempt to store; a second. */
  firstWait?: number;
}

const REFUSALS = new Set(['InputError', 'NotAllowedError']);

function isUnavailable(error: unknown): boolean {
  return isError(error) && error.name === 'ServiceUnavailableError';
}

/** What another try, or a sender's, would end in again. */
function isRefusal(error: unknown): boolean {
  return isError(error) && REFUSALS.has(error.name);
}

/**
 * Takes events for deliveries of the sources that their topics are configured
 * for.
 *
 * The bus gives an event once and does not ask what became of it. So it is
 * stored before the subscriber returns, which for who publishes in the same
 * process is before it goes on, and tried again for a minute when the database
 * is not there. What is lost after that is said in the log.
 */
export class EventsIntake implements DeliveryIntake {
  readonly id = 'events';

  constructor(private readonly options: EventsIntakeOptions) {}

  async start(inbox: DeliveryInbox): Promise<void> {
    const { events, topics } = this.options;
    for (const [topic, source] of topics) {
      if (!inbox.sources.includes(source)) {
        throw new InputError(
          `trace.events.topics.${topic} is "${source}", which is no source; there are ${
            inbox.sources.join(', ') || 'none'
          }`,
        );
      }
    }
    if (topics.size === 0) return;
    await events.subscribe({
      id: 'deliveries',
      topics: [...topics.keys()],
      onEvent: event => this.#take(event, inbox),
    });
  }

  async #take(event: EventParams, inbox: DeliveryInbox): Promise<void> {
    const { topics, logger, signal } = this.options;
    const source = topics.get(event.topic);
    if (source === undefined) return;
    const request = asRequest(event);
    try {
      await backOff(() => inbox.deliver(source, request), {
        numOfAttempts: ATTEMPTS,
        startingDelay: this.options.firstWait ?? FIRST_WAIT_MS,
        retry: error => isUnavailable(error) && !signal.aborted,
      });
    } catch (error) {
      const why = isRefusal(error) ? 'is refused' : 'is lost';
      const hint = event.metadata
        ? ''
        : ' (it came without its headers, as all events do that another process published)';
      logger.warn(
        `An event of the topic ${
          event.topic
        } for the source ${source} ${why}${hint}: ${toError(error).message}`,
      );
    }
  }
}
