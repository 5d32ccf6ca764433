export interface Config {
  demo?: {
    /**
     * Loads the demo organisation and lets people sign in as anybody of it.
     * For development only: production refuses to start with it.
     * @visibility frontend
     */
    enabled?: boolean;
    github?: {
      /**
       * Signs the demo's deliveries; also in `trace.sources.github.secrets`.
       * @visibility secret
       */
      secret?: string;
    };
    junit?: {
      /**
       * Goes with the demo's test results; also in
       * `trace.sources.junit.secrets`.
       * @visibility secret
       */
      token?: string;
    };
  };
  auth?: {
    providers?: {
      /** Sign-in as anybody of the demo organisation, without a password. */
      demo?: {};
    };
  };
}
