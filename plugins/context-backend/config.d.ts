import { HumanDuration } from '@backstage/types';

export interface Config {
  context?: {
    /**
     * Ids of the plugins that take part in the unified view, in the order of
     * their sections on the page. What the catalog knows is built in and comes
     * first.
     */
    plugins?: string[];

    /** How long a plugin may take to answer. Default: 10 seconds. */
    timeout?: HumanDuration | string;

    /**
     * How often every plugin is asked about every entity again, which is how
     * long a lost signal can matter. Default: 30 minutes.
     */
    sweep?: HumanDuration | string;

    /** What is read from the catalog. */
    catalog?: {
      /**
       * How often the catalog is asked which entities are new, changed or gone.
       * Default: 30 seconds.
       */
      refresh?: HumanDuration | string;
    };

    /**
     * How long revisions that are not the latest are kept: as far back can be
     * told what changed. Default: 90 days.
     */
    retention?: HumanDuration | string;

    /** What agents may read. */
    agents?: {
      /**
       * Whether service principals without access restrictions may read context
       * through the agent actions. They are allowed everything, so they would
       * see what no user was asked about. Default: false.
       */
      allowUnrestrictedServices?: boolean;
    };
  };
}
