import { JsonObject } from '@backstage/types';

/** Attributes as a store gives them back: nothing that is undefined. */
export function said(attributes: object): JsonObject {
  return JSON.parse(JSON.stringify(attributes)) as JsonObject;
}

/**
 * When something was so: as it is said, but not later than it was received. A
 * time to come would win over all that is said until then.
 */
export function notLater(at: string | undefined, receivedAt: string): string {
  return at && at < receivedAt ? at : receivedAt;
}
