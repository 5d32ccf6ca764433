export interface Config {
  trace?: {
    /** What comes in by Backstage's events service, besides by webhook. */
    events?: {
      /**
       * Topic → id of the source in `trace.sources` whose deliveries it holds, e.g.
       * `github: github`. Events are taken as they are: name only topics to which
       * nobody can publish but who is trusted like a holder of that source's
       * secret. Default: none.
       */
      topics?: { [topic: string]: string };
    };
  };
}
