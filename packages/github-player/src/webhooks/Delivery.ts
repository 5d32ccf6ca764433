/** One webhook, before it is signed and sent. */
export interface Delivery {
  event: string;
  /** The same each time, as a redelivery has it. */
  id: string;
  /** When it happened. */
  at: string;
  /** Put together anew each time it is read. */
  readonly payload: Record<string, unknown>;
}
