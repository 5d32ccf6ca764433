export interface Config {
  trace?: {
    /** How GitHub's deliveries are read. Secrets are set per source. */
    github?: {
      /**
       * Labels that make an issue an incident, upper and lower case alike.
       * Default: `incident`. An empty list: issues never are incidents.
       */
      incidentLabels?: string[];
    };
  };
}
