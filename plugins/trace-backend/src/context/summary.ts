import { Chain, Stage } from '@throughline/plugin-trace-common';
import { EntityConfig } from '../graph/attribution';
import { FailedRollout, Rollout } from '../graph/environments';

/** What runs in one environment of an entity, and how it came there. */
export interface LineSummary {
  /** The last rollout. */
  last: Rollout;
  /** The last one that changed what runs there. */
  moved: Rollout;
  /** What {@link moved} took the place of. */
  before?: Rollout;
}

/** Changes of an entity that wait in a stage. */
export interface StageSummary {
  stage: Stage;
  count: number;
  /** The one that has waited longest. */
  oldest: Chain;
}

/** Everything that the section of an entity is made of. */
export interface DeliverySummary {
  entity: EntityConfig;
  /** True once anything of its repository was seen. */
  seen: boolean;
  lines: LineSummary[];
  /** Failed deployments that nothing has succeeded since. */
  failures: FailedRollout[];
  stages: StageSummary[];
  /** Its changes that an open incident names as its cause. */
  withIncidents: Chain[];
  lastChange?: Chain;
}
