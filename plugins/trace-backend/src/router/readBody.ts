import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { IncomingMessage } from 'node:http';
import {
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
} from '../inbox/errors';

const BODY_TIMEOUT_MS = 60_000;

/** Bytes that all requests together may hold in memory. */
export class ByteBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** @returns false, taking nothing, when there is not enough left */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#left += bytes;
  }
}

/** How much of a body is read. */
export interface BodyLimits {
  maxBytes: number;
  /** The caller gives back the length of the body when done with it. */
  budget: ByteBudget;
}

function tooLarge(maxBytes: number) {
  return new PayloadTooLargeError(
    `A delivery may have at most ${maxBytes} bytes (trace.ingest.maxBodyBytes)`,
  );
}

function checkHead({ headers }: IncomingMessage, maxBytes: number): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new UnsupportedMediaTypeError(
      'A delivery must be sent without a content encoding: its signature is over the bytes as sent',
    );
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    throw tooLarge(maxBytes);
  }
}

/**
 * Reads a body as it came over the wire, and never more than the limits allow:
 * whoever sends it has not proved anything yet.
 *
 * @throws PayloadTooLargeError, UnsupportedMediaTypeError
 * @throws InputError when it breaks off or takes longer than a minute
 * @throws ServiceUnavailableError when all requests together hold too much
 */
export async function readBody(
  request: IncomingMessage,
  { maxBytes, budget }: BodyLimits,
): Promise<Buffer> {
  if (request.readableEnded) {
    throw new Error('The ingest route is mounted behind a body parser');
  }
  checkHead(request, maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), BODY_TIMEOUT_MS);
  try {
    // Left open when reading stops early, so that the answer can still be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (bytes + chunk.length > maxBytes) throw tooLarge(maxBytes);
      if (!budget.take(chunk.length)) {
        throw new ServiceUnavailableError(
          'Too many deliveries are being received; send again later',
        );
      }
      bytes += chunk.length;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, bytes);
  } catch (error) {
    budget.give(bytes);
    if (request.destroyed) throw new InputError('The delivery is cut short');
    // Lets the sender finish, so that it reads the answer; nothing is kept.
    request.resume();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
