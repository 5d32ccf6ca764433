export interface Config {
  rota?: {
    /** Who is on call, by the entity they are on call for. */
    shifts?: Array<{
      /** E.g. `component:default/checkout`. */
      entityRef: string;
      /** Entity ref of the person. */
      person: string;
      /** ISO 8601: when the shift ends. */
      until: string;
    }>;
  };
}
