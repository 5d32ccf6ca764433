import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    /** How GitLab's deliveries are read. Secrets are set per source. */
    gitlab?: {
      /**
       * Labels that make an issue an incident, upper and lower case alike.
       * Default: `incident`. Issues of the type Incident are one anyway.
       */
      incidentLabels?: string[];
      /**
       * Labels that restrict an issue, upper and lower case alike: its title,
       * and those of merge requests that are about it, are shown only to who has
       * `trace.restricted.read`. Default: none. Confidential issues are
       * restricted anyway.
       */
      restrictedLabels?: string[];
      /** What was there before the first webhook, read over GitLab's API. */
      import?: {
        /**
         * Default: true. Hosts without a token in `integrations.gitlab` are not
         * read.
         */
        enabled?: boolean;
        /**
         * How far the first import goes back: a day such as `2026-01-31`, or a
         * duration. Default: 90 days.
         */
        since?: HumanDuration | string;
        /** How often what is new is read. Default: every hour. */
        frequency?: HumanDuration | string;
        /**
         * Projects besides those that entities of the catalog claim:
         * `host/group/project`, or `host/group/*` for all of a group and its
         * subgroups.
         */
        projects?: string[];
        /** Projects that are not read, in the same form. */
        exclude?: string[];
        /** How many projects are read at once. Default: 4. */
        concurrency?: number;
        /**
         * Of how many pipelines a project's run reads the jobs, the latest
         * first. Default: 500.
         */
        pipelines?: number;
      };
    };
  };
}
