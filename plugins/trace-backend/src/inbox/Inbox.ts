import {
  AuthenticationError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DeliveryEnvelope,
  DeliveryInbox,
  IngestRequest,
  StoredReceipt,
} from '@throughline/plugin-trace-node';
import { compress } from './compression';
import { DeliveryWriter } from './DeliveryWriter';
import { RefusalCounter } from './RefusalCounter';
import { ScopeGuard } from './ScopeGuard';
import { Source, SourceRegistry } from './SourceRegistry';
import { Rush } from './Rush';

const MAX_NAME = 200;
const MAX_CONTEXT = 16 * 1024;

/** A text that both databases can store and index. */
function checkName(name: string, value: string): void {
  if (value.length === 0 || value.length > MAX_NAME || value.includes('\0')) {
    throw new InputError(
      `The ${name} must have 1 to ${MAX_NAME} characters and no NUL`,
    );
  }
}

function checkEnvelope(envelope: DeliveryEnvelope): void {
  checkName('delivery id', envelope.deliveryId);
  checkName('event', envelope.event);
  const context = JSON.stringify(envelope.context ?? {});
  if (context.length > MAX_CONTEXT) {
    throw new InputError(
      `The request's headers and query that go with the delivery take ${context.length} characters; at most ${MAX_CONTEXT} are kept`,
    );
  }
}

/**
 * The front door. What it promises: a delivery is acknowledged only after it is
 * committed, and is then processed, however often the backend is killed. What
 * it does not: that a sender who got no answer was not heard; the same delivery
 * id again is the same delivery.
 */
export class Inbox implements DeliveryInbox {
  readonly #sources: SourceRegistry;
  readonly #writer: DeliveryWriter;
  readonly #refusals: RefusalCounter;
  readonly #scopes: ScopeGuard;
  readonly #rush: Rush;
  readonly #onStored: () => void;

  /** @param options - `onStored`: called when there is something to process */
  constructor(options: {
    sources: SourceRegistry;
    writer: DeliveryWriter;
    refusals: RefusalCounter;
    scopes: ScopeGuard;
    rush: Rush;
    onStored: () => void;
  }) {
    this.#sources = options.sources;
    this.#writer = options.writer;
    this.#refusals = options.refusals;
    this.#scopes = options.scopes;
    this.#rush = options.rush;
    this.#onStored = options.onStored;
  }

  /**
   * The source a request is for, so that nothing is read for one that is not
   * there or closed.
   *
   * @throws NotFoundError when there is no such source
   * @throws AuthenticationError when it is closed
   */
  openSource(id: string): Source {
    const source = this.#sources.find(id);
    if (!source) throw new NotFoundError('There is no such source');
    if (source.secrets.length === 0) {
      this.#refusals.count(id);
      throw new AuthenticationError(
        `The source "${id}" is closed: no secret is configured for it`,
      );
    }
    return source;
  }

  /**
   * Verifies, files and stores a request.
   *
   * @throws AuthenticationError when it does not prove a secret
   * @throws InputError when it can never be understood
   * @throws NotAllowedError when it speaks of what its source may not
   * @throws ServiceUnavailableError when too much is waiting
   */
  async accept(
    sourceId: string,
    request: IngestRequest,
  ): Promise<StoredReceipt> {
    const source = this.openSource(sourceId);
    const { id, connector, secrets } = source;
    if (!(await connector.verify(request, secrets))) {
      this.#refusals.count(id);
      throw new AuthenticationError(
        `The delivery proves none of the secrets of "${id}"`,
      );
    }
    return this.#store(source, request);
  }

  get sources(): string[] {
    return this.#sources.list().map(({ id }) => id);
  }

  async deliver(id: string, request: IngestRequest): Promise<StoredReceipt> {
    const source = this.#sources.find(id);
    if (!source) throw new NotFoundError(`There is no source "${id}"`);
    try {
      return await this.#store(source, request);
    } catch (error) {
      // Nobody is told but the log: no vendor shows that it was answered 400.
      if (isError(error) && error.name === 'InputError') {
        this.#refusals.count(id);
      }
      throw error;
    }
  }

  /** Files and stores what comes from the source. */
  async #store(
    { id: source, connector, scope }: Source,
    request: IngestRequest,
  ): Promise<StoredReceipt> {
    const envelope = await connector.identify(request);
    checkEnvelope(envelope);
    if (scope) {
      const spoken = await connector.speaksOf?.(request);
      const refusal = await this.#scopes.refusalOf(source, scope, spoken);
      if (refusal) {
        this.#refusals.count(source);
        throw new NotAllowedError(refusal);
      }
    }
    this.#rush.note();
    const { body = request.body } = envelope;
    const isNew = await this.#writer.write({
      source,
      deliveryId: envelope.deliveryId,
      event: envelope.event,
      context: envelope.context ?? {},
      body: await compress(body),
      bodyBytes: body.length,
      receivedAt: new Date(),
    });
    if (isNew) this.#onStored();
    return { deliveryId: envelope.deliveryId, duplicate: !isNew };
  }
}
