import { DeliveryStatus } from '@throughline/plugin-trace-common';

/** A verified delivery that is to be stored. */
export interface NewDelivery {
  source: string;
  deliveryId: string;
  event: string;
  context: Record<string, string>;
  /** The body, deflated. */
  body: Buffer;
  /** Size of the body as it was sent. */
  bodyBytes: number;
  receivedAt: Date;
}

/** A received delivery that this transaction holds. */
export interface ClaimedDelivery {
  seq: number;
  source: string;
  event: string;
  context: Record<string, string>;
  /** The body, deflated. */
  body: Buffer;
  receivedAt: Date;
}

/** What became of a claimed delivery. */
export interface DeliveryOutcome {
  seq: number;
  source: string;
  receivedAt: Date;
  status: Exclude<DeliveryStatus, 'received'>;
  reason?: string;
  path?: string;
}

/** A stored delivery without its body. */
export interface DeliveryRow {
  seq: number;
  source: string;
  event: string;
  status: DeliveryStatus;
  reason?: string;
  path?: string;
  receivedAt: Date;
  processedAt?: Date;
  bodyBytes: number;
  hasBody: boolean;
}

/** Running totals of a source. */
export interface SourceCounters {
  source: string;
  counts: Record<DeliveryStatus, number>;
  lastReceivedAt?: Date;
  /** When the newest delivery that became facts, or was ignored, was received. */
  reflectedUntil?: Date;
  refused: number;
  lastRefusedAt?: Date;
}

/** How many deliveries of a source were refused since the last report. */
export interface Refusals {
  source: string;
  count: number;
  lastAt: Date;
}
