/** What was found of a person and erased, in rows. */
export interface ErasureReport {
  /** Facts in which something was replaced; the graph is computed from them. */
  facts: number;
  /** Repositories that are called otherwise now, e.g. those of an account. */
  repositories: number;
  /** Entities of the catalog whose repository or paths are called otherwise. */
  entities: number;
  /** Histories that are forgotten or begin anew. */
  histories: number;
  /** Deliveries in which something was replaced or emptied. */
  deliveries: number;
  /** Payloads that were emptied, as if they had expired. */
  bodies: number;
  /** Those of them that had failed, and cannot be processed again now. */
  failedBodies: number;
}

/** `POST /people/erasures` and `GET /people/erasures/:id` */
export interface ErasureSummary {
  id: string;
  /** What stands in the place of all that the person was called. */
  pseudonym: string;
  /** It counts and changes nothing. */
  dryRun: boolean;
  state: 'running' | 'done';
  /** What it is at. */
  phase: 'entities' | 'facts' | 'projection' | 'histories' | 'deliveries';
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601: of its last batch. */
  updatedAt: string;
  report: ErasureReport;
}
