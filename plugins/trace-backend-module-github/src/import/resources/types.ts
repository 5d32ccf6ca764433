import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { GithubClient, GraphqlProblem } from '../../client';
import { GithubSettings } from '../../config';
import { RepositoryPayload } from '../payloads/repository';

/** Where GitHub lists less than there is. */
export const LIMITS = ['commits', 'files', 'reviews', 'checks'] as const;
export type Limit = (typeof LIMITS)[number];

/** A commit of the default branch that no request brought. */
export interface DirectCommit {
  sha: string;
  at: string;
}

/** How many items a page has that is as large as can be. */
export const FULL_PAGE = 100;

/** What reading a page is given. */
export interface PageRequest {
  client: GithubClient;
  /** Where the API keeps it. */
  owner: string;
  name: string;
  /** What facts are about. */
  repository: RepositoryName;
  payload: RepositoryPayload;
  settings: GithubSettings;
  /** Undefined for the first page. */
  cursor: string | undefined;
  /** How many items, where pages can be made smaller. */
  size: number;
  /** How often an answer 5xx is asked for again; undefined: the usual. */
  retries: number | undefined;
  /** ISO 8601: older items are not read. */
  since: string;
}

/** What a page held. */
export interface Page {
  facts: Fact[];
  /** Where the next one begins; undefined: this was the last. */
  next: string | undefined;
  /** Items within the horizon. */
  seen: number;
  /** Of all pages, as far as GitHub says; may count what is older, too. */
  total?: number;
  /** Parts that the credentials may not read. */
  refused?: GraphqlProblem[];
  /** Requests and commits of which not everything was listed. */
  limits?: Array<{ limit: Limit; of: string }>;
  /** What could not be understood, in words. */
  unread?: string[];
  direct?: DirectCommit[];
}

/** One kind of thing that is imported page by page. */
export interface Resource {
  /** In words: "… cannot be read". */
  title: string;
  /** What an app or fine-grained token needs. */
  permission: string;
  /** What people miss without it. */
  without: string;
  /** Whether pages can be made smaller; not where they are numbered. */
  sized: boolean;
  /**
   * How many items a run begins with that only looks for what is new, where
   * GitHub counts what a page could hold; undefined: a full page.
   */
  firstPage?: number;
  /** Days before the last run that are read again; undefined: all of them. */
  overlapDays: number | undefined;
  readPage(request: PageRequest): Promise<Page>;
}
