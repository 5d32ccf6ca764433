/** One page of a list. */
export interface Page<T> {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: T[];
}

/** A list of which only the start is asked. */
export interface Start<T> {
  nodes: T[];
}

interface Account {
  __typename: string;
  login: string;
}

/** A pull request, without its author's words. */
export interface PullNode {
  number: number;
  url: string;
  title: string;
  body: string;
  isDraft: boolean;
  author: Account | null;
  headRefName: string;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergeCommit: { oid: string } | null;
  baseRefName: string;
  additions: number;
  deletions: number;
  labels: Start<{ name: string }> | null;
  timelineItems: Start<{ createdAt: string }>;
  reviews: Start<{
    author: Account | null;
    state: string;
    submittedAt: string | null;
  }> | null;
  files: Start<{ path: string }> | null;
  commits: Start<{ commit: { message: string; authoredDate: string } }>;
  head: Start<{
    commit: {
      checkSuites: Start<{ status: string; conclusion: string | null }> | null;
    };
  }>;
}

/** Pull requests, last changed first. */
export const PULLS = /* GraphQL */ `
  query reportPulls($owner: String!, $name: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef {
        name
      }
      pullRequests(
        first: 25
        after: $after
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          number
          url
          title
          body
          isDraft
          author {
            __typename
            login
          }
          headRefName
          createdAt
          updatedAt
          closedAt
          mergedAt
          mergeCommit {
            oid
          }
          baseRefName
          additions
          deletions
          labels(first: 50) {
            nodes {
              name
            }
          }
          timelineItems(last: 1, itemTypes: [READY_FOR_REVIEW_EVENT]) {
            nodes {
              ... on ReadyForReviewEvent {
                createdAt
              }
            }
          }
          reviews(first: 50) {
            nodes {
              author {
                __typename
                login
              }
              state
              submittedAt
            }
          }
          files(first: 100) {
            nodes {
              path
            }
          }
          commits(first: 50) {
            nodes {
              commit {
                message
                authoredDate
              }
            }
          }
          head: commits(last: 1) {
            nodes {
              commit {
                checkSuites(first: 20) {
                  nodes {
                    status
                    conclusion
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;

export interface PullsAnswer {
  repository: {
    defaultBranchRef: { name: string } | null;
    pullRequests: Page<PullNode>;
  };
}

/** The default branch since a time, newest first: what leads to what. */
export const HISTORY = /* GraphQL */ `
  query reportHistory(
    $owner: String!
    $name: String!
    $after: String
    $since: GitTimestamp!
  ) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef {
        target {
          ... on Commit {
            history(first: 100, after: $after, since: $since) {
              pageInfo {
                hasNextPage
                endCursor
              }
              nodes {
                oid
                parents(first: 20) {
                  nodes {
                    oid
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;

export interface HistoryAnswer {
  repository: {
    defaultBranchRef: {
      target: {
        history?: Page<{ oid: string; parents: Start<{ oid: string }> }>;
      } | null;
    } | null;
  };
}

/** Deployments, last made first. */
export const DEPLOYMENTS = /* GraphQL */ `
  query reportDeployments($owner: String!, $name: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      deployments(
        first: 50
        after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          commitOid
          environment
          createdAt
          statuses(first: 20) {
            nodes {
              state
              createdAt
            }
          }
        }
      }
    }
  }
`;

export interface DeploymentNode {
  commitOid: string;
  environment: string | null;
  createdAt: string;
  statuses: Start<{ state: string; createdAt: string }> | null;
}

export interface DeploymentsAnswer {
  repository: { deployments: Page<DeploymentNode> };
}

/** Releases, last made first. */
export const RELEASES = /* GraphQL */ `
  query reportReleases($owner: String!, $name: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      releases(
        first: 100
        after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          isDraft
          isPrerelease
          createdAt
          publishedAt
          tagCommit {
            oid
          }
        }
      }
    }
  }
`;

export interface ReleaseNode {
  isDraft: boolean;
  isPrerelease: boolean;
  createdAt: string;
  publishedAt: string | null;
  tagCommit: { oid: string } | null;
}

export interface ReleasesAnswer {
  repository: { releases: Page<ReleaseNode> };
}
