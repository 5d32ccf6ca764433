import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    /** How Jira's tickets are read. Secrets of webhooks are set per source. */
    jira?: {
      /**
       * Keys of the projects whose tickets are kept with their titles, e.g.
       * `[PAY, CHK]`. Of all others only the key is, and whether it is open.
       * Default: none.
       */
      projects?: string[];
      /** What makes a ticket an incident, upper and lower case alike. */
      incidents?: {
        /** Types of ticket. Default: `Incident`. */
        types?: string[];
        /** Labels. Default: `incident`. */
        labels?: string[];
      };
      /** Sites whose tickets are read over the API. Default: none. */
      sites?: Array<{
        /** E.g. `https://acme.atlassian.net`, or `https://example.com/jira`. */
        baseUrl: string;
        /** Jira Cloud: the account that the API token is of. */
        email?: string;
        /**
         * Jira Cloud: its API token.
         * @visibility secret
         */
        apiToken?: string;
        /**
         * Jira Data Center: a personal access token, instead of the two above.
         * @visibility secret
         */
        token?: string;
        /**
         * Projects of this site, in its webhooks as well.
         * Default: those of `trace.jira.projects`.
         */
        projects?: string[];
        /**
         * How far back tickets are read the first time, by when they were last
         * changed: a day, e.g. `2026-01-31`. Default: 90 days.
         */
        since?: string;
      }>;
      import?: {
        /** How often what is new is read. Default: every hour. */
        frequency?: HumanDuration | string;
        /** How many projects are read at once. Default: 2. */
        concurrency?: number;
      };
    };
  };
}
