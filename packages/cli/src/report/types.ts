import { Authorship, RepositoryName } from '@throughline/plugin-trace-common';

/**
 * A change as the report counts it: instants and signs, no titles and nobody's
 * name. All times are ISO 8601.
 */
export interface ReportChange {
  repository: RepositoryName;
  /** `#12`, or the short hash of a commit that came without a request. */
  label: string;
  url?: string;
  written: Authorship;
  /** Its author is an account that no person uses, e.g. a dependency bot. */
  bot: boolean;
  /** When its first commit was written. */
  firstCommitAt?: string;
  /** When the request was opened; for a commit without one, as `firstCommitAt`. */
  createdAt: string;
  draft: boolean;
  /** When it was last marked as ready for review. */
  readyAt?: string;
  firstReviewAt?: string;
  approvedAt?: string;
  mergedAt?: string;
  /** When it was closed without being merged. */
  closedAt?: string;
  /** When it came to production, or into a release. */
  deliveredAt?: string;
  /** Lines added and deleted. */
  lines?: number;
  paths?: string[];
  /** A ticket is named as what it is about. */
  ticket: boolean;
  /** Checks of its last commit ended well; undefined when not known. */
  tested?: boolean;
  /** Somebody approved it; undefined when not known. */
  reviewed?: boolean;
  reverts: boolean;
}

/** What says that a change was delivered. */
export type DeliverySign = 'deployments' | 'releases' | 'tags' | 'none';

/** One repository, as far as it could be read. */
export interface ReportRepository {
  name: RepositoryName;
  source: 'github' | 'clone';
  changes: ReportChange[];
  delivery: DeliverySign;
  /** What readers should know of it, e.g. that a clone knows no reviews. */
  notes: string[];
}

/** The time a report is about. */
export interface ReportPeriod {
  /** ISO 8601. */
  from: string;
  /** ISO 8601. */
  to: string;
  days: number;
}

/** What a report is made of, as the command's options say it. */
export interface ReportSources {
  /** Repositories on GitHub. */
  repo?: string[];
  /** Directories of clones. */
  clone?: string[];
  /** Default branch of the clones. */
  branch?: string;
  /** What a single clone is called. */
  repository?: string;
  token?: string;
  apiUrl?: string;
  /** Of one request, in seconds. */
  timeout: number;
}
