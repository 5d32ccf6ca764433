import { HumanDuration } from '@backstage/types';

export interface Config {
  trace?: {
    /**
     * Who may send deliveries to `POST /api/trace/ingest/<id>`, by id. A source
     * without secrets is closed.
     */
    sources?: {
      [id: string]: {
        /**
         * Id of the connector that understands this source, e.g. `github`.
         * Default: the source's own id.
         */
        connector?: string;
        /**
         * Secrets of which a delivery must prove one. Several are accepted at
         * once, so that a secret can be rotated without losing deliveries.
         * @deepVisibility secret
         */
        secrets?: string[];
        /**
         * What its deliveries may speak of, for a secret that one team or one CI
         * job holds; anything else is refused. Default: anything.
         */
        scope?: {
          /**
           * What belongs to these entities, by their annotations, e.g.
           * `component:default/shop`. Where an entity shares its repository
           * with others that are not named here, only deployments of its
           * service that have no `id`: all else could be theirs.
           */
          entities?: string[];
          /**
           * All of these repositories, e.g. `github.com/acme/shop`, or
           * `github.com/acme/*` for all below.
           */
          repositories?: string[];
          /** Tickets of these projects of trackers, e.g. `PAY`. */
          projects?: string[];
        };
      };
    };

    ingest?: {
      /** Largest body of a delivery, in bytes. Default: 26214400 (25 MiB). */
      maxBodyBytes?: number;
      /**
       * Bytes of bodies that may be on their way into the database at once, per
       * replica. When they are used up, senders get a 503 and try again later.
       * Default: four times `maxBodyBytes`.
       */
      maxWaitingBytes?: number;
      /**
       * Deliveries that may wait for the database at once, per replica.
       * Default: 2000.
       */
      maxWaitingDeliveries?: number;
    };

    inbox?: {
      /**
       * How long raw bodies of understood deliveries are kept. What was
       * understood of them, and that they came, is kept for good.
       * Default: 30 days.
       */
      retention?: HumanDuration | string;
      /**
       * How long raw bodies of deliveries that failed are kept, so that they
       * can be replayed after a fix. Default: 90 days.
       */
      failedRetention?: HumanDuration | string;
    };
    tickets?: {
      /**
       * Tickets of trackers that are restricted: without the permission
       * `trace.restricted.read`, neither their titles are shown nor those of
       * changes that are about them. Give one of the two.
       */
      restrict?: {
        /** Those of these projects, e.g. `[SEC]` for `SEC-12`. */
        projects?: string[];
        /**
         * Those of all other projects. Goes for whatever looks like a key, also
         * of trackers that are not connected.
         */
        allProjectsBut?: string[];
      };
      /**
       * How tickets are written whose keys do not look like `PAY-812`, besides
       * those that do. Goes for all history, as far as its texts are kept.
       */
      patterns?: Array<{
        /**
         * An RE2 expression, without look-arounds and back-references, of at
         * most 200 characters, e.g. `CHG(\d{7})`. It is searched for as a whole
         * word, in branches in any case.
         */
        pattern: string;
        /**
         * The ticket's key: 1 to 10 letters, then digits, `.`, `_`, `-` and
         * groups of the pattern, e.g. `CHG$1`. The letters are its project.
         */
        key: string;
        /**
         * Full refs of the entities whose tickets they are, e.g.
         * `component:default/shop`. Default: all entities.
         */
        entities?: string[];
        /**
         * Where such a ticket is read: `{key}` stands for its key, `{id}` for
         * what of it comes after the letters, e.g.
         * `https://acme.example/tickets/{key}`.
         */
        url?: string;
      }>;
    };

    /**
     * What tells how changes are written, besides the built-in rules. All are
     * patterns in which `*` stands for any characters; case does not count.
     * Goes for all history.
     */
    authorship?: {
      /** Logins of agents; an app's also without `[bot]`, e.g. `acme-coder`. */
      agentAccounts?: string[];
      /** Logins that are no agent's, even if they look like one's. */
      notAgents?: string[];
      /** Branches that agents make, e.g. `acme-ai/*`. */
      agentBranches?: string[];
      /**
       * Trailers by which assistants sign: `AI-Tool`, whatever its value, or
       * `Co-authored-by: Acme Coder*`.
       */
      assistantTrailers?: string[];
      /** Labels of what an agent wrote. */
      agentLabels?: string[];
      /** Labels of what was written with an assistant. */
      assistedLabels?: string[];
    };

    environments?: {
      /**
       * Which environments are production, by name: `*` stands for any
       * characters, and case does not count, e.g. `[production, 'live-*']`.
       * Where it is given, it alone decides; otherwise the source of each
       * deployment does. A change is done when it is in all of an entity's.
       */
      production?: string[];
    };

    incidents?: {
      /**
       * How long before an incident began deployments to production are looked
       * at as its cause. Default: 24 hours.
       */
      window?: HumanDuration | string;
      /**
       * From this confidence on, 0 to 1, a deployment counts as the cause of an
       * incident without anybody having said so. Default: 0.9.
       */
      threshold?: number;
    };

    security?: {
      /**
       * New findings of a change from this severity on hold it up. Default:
       * `high`.
       */
      blockFrom?: 'critical' | 'high' | 'medium' | 'low' | 'note';
    };

    flow?: {
      /**
       * How long a change has to be in every production environment, with no
       * incident of its own, to be verified. Default: 24 hours.
       */
      verifiedAfter?: HumanDuration | string;
    };

    /** What is read from the catalog. */
    catalog?: {
      /**
       * How often annotations are read; an edit counts after this long at the
       * latest. Default: one minute.
       */
      refresh?: HumanDuration | string;
    };
  };
}
