/** How tickets are written whose keys do not look like `PAY-812`. */
export interface TicketPatternSettings {
  /** An expression as RE2 has them, e.g. `CHG(\d{7})`. */
  pattern: string;
  /** The key that is made of a match, e.g. `CHG$1`. */
  key: string;
  /** Refs of the entities whose tickets they are; undefined: everybody's. */
  entities?: string[];
  /** Where such a ticket is read, with `{key}` in it. */
  url?: string;
}

/** What the config says of tickets, as far as it is projected. */
export interface TicketSettings {
  patterns: TicketPatternSettings[];
}
