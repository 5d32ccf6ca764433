/** What a fault is decided by. */
export interface FaultRequest {
  method: string;
  /** Without `/api/v3` and without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Of GraphQL. */
  operationName?: string;
  graphql?: { query: string; variables: Record<string, unknown> };
}

/** What happens instead of an answer, or to it. */
export type FaultAnswer =
  | 401
  | '403-primary'
  | '403-secondary'
  | 422
  | 429
  | 500
  | 502
  /** GraphQL only: 200 with errors in it. */
  | 'errors'
  /** The connection ends in the middle of the answer's body. */
  | 'drop'
  /** The answer comes later. */
  | 'delay'
  /** The answer comes once something else is over. */
  | 'hold'
  /** The answer holds what the model has not. */
  | 'edit';

/** Something that goes wrong. */
export interface Fault {
  /** Every request, by default. */
  match?: (request: FaultRequest) => boolean;
  /** How often; once by default. */
  times?: number;
  answer: FaultAnswer;
  /** Seconds, of 403-secondary and 429; 1 by default. */
  retryAfter?: number;
  /** Seconds until 403-primary is over; 1 by default. */
  resetAfter?: number;
  /** Of errors. */
  errors?: Array<{
    type?: string;
    path?: Array<string | number>;
    message: string;
  }>;
  /** What of the data is there in spite of errors; by default none. */
  data?: Record<string, unknown>;
  /** Milliseconds, of delay. */
  milliseconds?: number;
  /** What hold waits for. */
  until?: Promise<void>;
  /** What edit makes of the answer's JSON, as text. */
  edit?: (json: string) => string;
}

/** What goes wrong, in the order in which it was added. */
export class Faults {
  readonly #waiting: Array<{ fault: Fault; left: number }> = [];

  /** Makes something go wrong from now on. */
  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.#waiting.length = 0;
  }

  /** How many times something is still to go wrong. */
  get left(): number {
    return this.#waiting.reduce((sum, { left }) => sum + left, 0);
  }

  /** The fault of this request, which counts as one time. */
  take(request: FaultRequest): Fault | undefined {
    const found = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.match?.(request) ?? true),
    );
    if (found) found.left -= 1;
    return found?.fault;
  }
}
