import { Connection } from './connection';

/**
 * What a repository is now, and what is newest of each kind: asked at the
 * beginning of every run, for one point. Each kind is asked of the repository
 * anew, because one that is refused takes the whole repository with it.
 */
export const OVERVIEW = /* GraphQL */ `
  query overview($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      nameWithOwner
      url
      isArchived
      isEmpty
      defaultBranchRef {
        name
      }
    }
    pulls: repository(owner: $owner, name: $name) {
      pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes {
          updatedAt
        }
      }
    }
    issues: repository(owner: $owner, name: $name) {
      issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes {
          updatedAt
        }
      }
    }
    commits: repository(owner: $owner, name: $name) {
      defaultBranchRef {
        name
        target {
          oid
          ... on Commit {
            checkSuites(first: 20) {
              totalCount
              nodes {
                status
                conclusion
                updatedAt
              }
            }
          }
        }
      }
    }
    releases: repository(owner: $owner, name: $name) {
      releases(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
        totalCount
        nodes {
          tagName
          isDraft
          publishedAt
          updatedAt
        }
      }
    }
    tags: repository(owner: $owner, name: $name) {
      refs(
        refPrefix: "refs/tags/"
        first: 100
        orderBy: { field: TAG_COMMIT_DATE, direction: DESC }
      ) {
        totalCount
        nodes {
          name
          target {
            oid
          }
        }
      }
    }
  }
`;

type Changed = Pick<Connection<{ updatedAt: string }>, 'nodes'>;

export interface OverviewAnswer {
  repository: {
    nameWithOwner: string;
    url: string;
    isArchived: boolean;
    isEmpty: boolean;
    defaultBranchRef: { name: string } | null;
  } | null;
  pulls: { pullRequests: Changed } | null;
  issues: { issues: Changed } | null;
  /** Of these three only is compared whether they are as they were. */
  commits: object | null;
  releases: object | null;
  tags: object | null;
}
