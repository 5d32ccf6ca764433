export interface Config {
  demo?: {
    /**
     * Offers the people of the demo organisation at sign-in. For development
     * only; the demo's backend plugin reads it too.
     * @visibility frontend
     */
    enabled?: boolean;
  };
}
