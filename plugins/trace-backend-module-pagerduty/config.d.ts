import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    /** Incidents read over PagerDuty's API, besides what webhooks bring. */
    pagerduty?: {
      /**
       * A REST API key; read-only is enough. Without it nothing is read, and
       * incidents come by webhook alone.
       *
       * @visibility secret
       */
      token?: string;
      /**
       * Where the API is. Default: `https://api.pagerduty.com`. In the service
       * region of the EU: `https://api.eu.pagerduty.com`.
       */
      apiBaseUrl?: string;
      /** Ids of teams, e.g. `PQ9K7I8`. Default: incidents of all teams. */
      teams?: string[];
      /** How many days the first read goes back. Default: 90. */
      days?: number;
      /** How often what is new, or was missed, is read. Default: every hour. */
      frequency?: HumanDuration | string;
    };
  };
}
