import { Normalised } from '@throughline/plugin-trace-node';
import { GithubSettings } from './config';

/** Reads one event's payload. Pure. Throws nothing but `NormaliseError`. */
export type EventNormaliser = (
  payload: unknown,
  settings: GithubSettings,
) => Normalised;
