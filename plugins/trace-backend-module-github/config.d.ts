import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    /** How GitHub's deliveries are read. Secrets are set per source. */
    github?: {
      /**
       * Labels that make an issue an incident, upper and lower case alike.
       * Default: `incident`. An empty list: issues never are incidents.
       */
      incidentLabels?: string[];
      /**
       * Labels that restrict an issue, upper and lower case alike: its title,
       * and those of pull requests that are about it, are shown only to who has
       * `trace.restricted.read`. Default: none.
       */
      restrictedLabels?: string[];
      /** What was there before the first webhook, read over GitHub's API. */
      import?: {
        /**
         * Default: true. Hosts without credentials in `integrations.github`
         * are not read.
         */
        enabled?: boolean;
        /** How many days the first import goes back. Default: 90. */
        days?: number;
        /** How often what is new is read. Default: every hour. */
        frequency?: HumanDuration | string;
        /**
         * Repositories besides those that entities of the catalog claim:
         * `host/owner/name`, with `*` for any name, e.g. `github.com/acme/*`.
         */
        repositories?: string[];
        /** Repositories that are not read, in the same form. */
        exclude?: string[];
        /** How many repositories are read at once. Default: 4. */
        concurrency?: number;
      };
    };
  };
}
