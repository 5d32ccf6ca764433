import { ContextSection } from '@throughline/plugin-context-common';
import { ContextConfig } from '../config';

/** What of the config matters to reading. */
export type ReadingConfig = Pick<
  ContextConfig,
  'plugins' | 'retentionMs' | 'agents'
>;

/** A section as it is, or was, in the read model: nobody's view yet. */
export interface StoredSection {
  entityRef: string;
  sectionId: string;
  plugin: string;
  revision: number;
  /** Undefined when its plugin has, or had, nothing to say. */
  body?: ContextSection;
  /** ISO 8601 */
  changedAt: string;
  /** ISO 8601 */
  asOf: string;
}

/** A moment, as asked for. */
export type Moment = { revision: number } | { time: Date };

/** A moment of the read model. */
export interface ResolvedMoment {
  revision: number;
  /** ISO 8601 */
  at: string;
}
