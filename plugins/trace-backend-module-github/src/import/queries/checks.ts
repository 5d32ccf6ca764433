import { Beginning } from './connection';

/** Checks that are read of a commit: so many suites, of each so many checks. */
export const CHECK_FIELDS = /* GraphQL */ `
  fragment checkFields on Commit {
    checkSuites(first: 20) {
      totalCount
      nodes {
        databaseId
        url
        status
        conclusion
        createdAt
        updatedAt
        branch {
          name
        }
        workflowRun {
          url
        }
        app {
          name
          slug
        }
        checkRuns(first: 50) {
          totalCount
          nodes {
            databaseId
            permalink
            url
            name
            status
            conclusion
            startedAt
            completedAt
          }
        }
      }
    }
  }
`;

export interface CheckRunNode {
  databaseId: number | null;
  permalink: string;
  url: string;
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
}

export interface CheckSuiteNode {
  databaseId: number | null;
  url: string;
  status: string;
  conclusion: string | null;
  createdAt: string;
  updatedAt: string;
  branch: { name: string } | null;
  app: { name: string; slug: string } | null;
  /** What ran it, where that is GitHub Actions. */
  workflowRun: { url: string } | null;
  checkRuns: Beginning<CheckRunNode> | null;
}

/** A commit with its checks. */
export interface CheckedNode {
  /** Null where checks may not be read. */
  checkSuites: Beginning<CheckSuiteNode> | null;
}
