import { Fact } from '@throughline/plugin-trace-common';
import { GitlabClient } from '../../client';
import { GitlabSettings } from '../../config';
import { Project } from '../../schemas';
import { ProjectAnswer } from '../project';

/** Where less is read than there may be, and what people are told of it. */
export const LIMITS = {
  commits: 'Not all commits were read of',
  paths: 'Not all changed files were read of',
  notes: 'Not all comments were read of',
  approvals: 'Approvals could not be read of',
  approvalTimes: 'GitLab does not say when it was approved, of',
  transitions:
    'When it was closed or opened again could not be read, or not all of it, of',
  jobs: 'Jobs were not read, or not all of them, of',
} as const;

/** One of {@link LIMITS}. */
export type Limit = keyof typeof LIMITS;

/** What reading a page is given. */
export interface PageRequest {
  client: GitlabClient;
  /** The project in the API's paths, e.g. `/projects/42`. */
  base: string;
  /** What facts are about. */
  project: Project;
  settings: GitlabSettings;
  /** The page's query, from the one before; undefined for the first. */
  cursor: string | undefined;
  /** ISO 8601: older items are not read. */
  since: string;
  /** Of how many more pipelines the jobs may be read. */
  pipelinesLeft: number;
}

/** What a page held. */
export interface Page {
  facts: Fact[];
  /** The next one's query; undefined: this was the last. */
  next: string | undefined;
  /** Items within the horizon. */
  seen: number;
  /** Of all pages, as far as GitLab says; may count what is older, too. */
  total?: number;
  /** What could not be understood, in words. */
  unread?: string[];
  limited?: Array<{ limit: Limit; of: string }>;
  /** Pipelines whose jobs were read. */
  pipelinesRead?: number;
}

/** One kind of thing that is imported page by page. */
export interface Resource {
  /** In words: "… cannot be read". */
  title: string;
  /** What people miss without it. */
  without: string;
  /** Days before the last run that are read again. */
  overlapDays: number;
  /**
   * True where GitLab lists by what an item is of, not by when it changed: so a
   * thorough run reads all of the horizon.
   */
  unsorted?: boolean;
  /** Whether the project has such things; undefined: every project has. */
  enabled?(project: ProjectAnswer): boolean;
  readPage(request: PageRequest): Promise<Page>;
}
