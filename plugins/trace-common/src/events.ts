/**
 * Topic of the event that something about the delivery of entities became
 * another, after it was stored. Its payload is a {@link TraceChangedEvent}.
 * Nothing may rely on its arrival.
 */
export const TRACE_CHANGED_TOPIC = 'throughline.trace.changed';

/** Payload of {@link TRACE_CHANGED_TOPIC}. */
export type TraceChangedEvent = {
  /** At most 1,000. */
  entityRefs: string[];
};
