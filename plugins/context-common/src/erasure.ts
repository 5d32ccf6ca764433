/** What was found of a person and erased, in rows. */
export interface ContextErasureReport {
  /** What the person looked at, and who looked at them. */
  looks: number;
  /** Sections of the person, and those that named them. */
  sections: number;
  /** The same as they were. */
  revisions: number;
  /** The person, and entities whose titles named them. */
  entities: number;
  /** What plugins were to be asked, and why they could not be. */
  due: number;
  /** What plugins said when they failed. */
  plugins: number;
}

/** `POST /people/erasures` */
export interface ContextErasureResponse {
  /** What stands in the place of all that the person was called. */
  pseudonym: string;
  dryRun: boolean;
  /** Of this part. */
  report: ContextErasureReport;
  /** The catalog has the person still, and brings them back from there. */
  stillInCatalog: boolean;
  /** Ask again with it, and all else as before; missing at the end. */
  nextCursor?: string;
}
