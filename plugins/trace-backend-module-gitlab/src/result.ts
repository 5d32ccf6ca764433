import { Normalised } from '@throughline/plugin-trace-node';
import { GitlabSettings } from './config';

/** What a payload is read with. */
export interface Reading {
  settings: GitlabSettings;
  /**
   * When the delivery came, ISO 8601 in whole seconds: for what GitLab does not
   * say the time of.
   */
  receivedAt: string;
}

/** Reads one kind of payload. Pure. Throws nothing but `NormaliseError`. */
export type KindNormaliser = (payload: unknown, reading: Reading) => Normalised;

/** The latest of some times. */
export function latest(
  first: string,
  ...others: Array<string | null | undefined>
): string {
  return others.reduce<string>(
    (last, other) => (other && other > last ? other : last),
    first,
  );
}
