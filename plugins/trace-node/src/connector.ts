import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { IncomingHttpHeaders } from 'node:http';

/** A request at `POST /api/trace/ingest/:source`, before anything is trusted. */
export interface IngestRequest {
  headers: IncomingHttpHeaders;
  /** First value of each query parameter. */
  query: Record<string, string | undefined>;
  /** The body as it came over the wire; signatures are over these bytes. */
  body: Buffer;
}

/** How a delivery is filed in the inbox. */
export interface DeliveryEnvelope {
  /** Unique within the source. The same id again is a duplicate. */
  deliveryId: string;
  /** What the vendor calls the event, e.g. `pull_request`. */
  event: string;
  /**
   * What of the request the normaliser needs besides the body, e.g. the
   * content type. Stored with the delivery; no secrets.
   */
  context?: Record<string, string>;
  /**
   * What is stored in place of the body, and is all that the normaliser gets,
   * where the body holds what must not be kept. Default: the body as it came.
   */
  body?: Buffer;
}

/**
 * Something that a request speaks of, for holding its source to a scope.
 * `field`: where in the request it says so, e.g. `causedBy[0]`.
 */
export type Spoken = { field: string } & (
  | {
      /** What may concern anything in the repository. */
      of: 'repository';
      repository: RepositoryName;
    }
  | {
      /**
       * A deployment, of a service where it names one. Only one whose subject
       * nobody else's deployment can have; else it is of the repository.
       */
      of: 'deployment';
      repository: RepositoryName;
      service?: string;
    }
  | {
      /** A ticket of a tracker. */
      of: 'ticket';
      /** E.g. `PAY-812`. */
      key: string;
    }
);

/** A stored delivery, as the normaliser sees it. */
export interface StoredDelivery {
  source: string;
  event: string;
  context: Record<string, string>;
  body: Buffer;
  /** ISO 8601. For sources that do not say when; prefer the vendor's times. */
  receivedAt: string;
}

/** What a delivery means. */
export type Normalised =
  | { outcome: 'facts'; facts: Fact[] }
  | { outcome: 'ignored'; reason: string };

/**
 * Thrown by a normaliser when a payload is of a known event and does not hold
 * what it must. The delivery stays in the inbox as `failed`.
 */
export class NormaliseError extends Error {
  /**
   * @param path - where in the payload, e.g. `pull_request.number`
   * @param message - what was expected there
   */
  constructor(readonly path: string, message: string) {
    super(message);
    this.name = 'NormaliseError';
  }
}

/**
 * Brings one vendor's deliveries in. Everything but `verify` is pure, so that a
 * stored delivery can be replayed years later.
 */
export interface TraceConnector {
  /** Also the id of its source where the config names no other. */
  id: string;
  /** For people, e.g. `GitHub`. */
  title: string;
  /** What it brings, in plain words, e.g. `changes and reviews`. */
  gives: string[];
  /**
   * Whether the request proves that it knows one of the secrets, compared in
   * constant time. Runs before anything is parsed.
   */
  verify(request: IngestRequest, secrets: string[]): Promise<boolean>;
  /**
   * Files a verified request.
   *
   * @throws InputError, with the reason, when it can never be understood
   */
  identify(request: IngestRequest): Promise<DeliveryEnvelope>;
  /**
   * All that an identified request speaks of; a source with a scope needs it.
   *
   * @returns undefined when that cannot be said of this request
   */
  speaksOf?(request: IngestRequest): Promise<Spoken[] | undefined>;
  /** @throws NormaliseError */
  normalise(delivery: StoredDelivery): Promise<Normalised>;
}
