import { CHECK_FIELDS, CheckedNode } from './checks';
import { Connection, Nodes } from './connection';

/** What is read of every commit. No addresses of people. */
export const COMMIT_FIELDS = /* GraphQL */ `
  fragment commitFields on Commit {
    oid
    url
    message
    authoredDate
    committedDate
    author {
      name
      user {
        login
      }
    }
    parents(first: 20) {
      nodes {
        oid
      }
    }
  }
`;

export interface CommitNode {
  oid: string;
  url: string;
  message: string;
  authoredDate: string;
  committedDate: string;
  author: { name: string | null; user: { login: string } | null } | null;
  parents: Nodes<{ oid: string }>;
}

/** The default branch, newest first. */
export const COMMITS = /* GraphQL */ `
  query commits(
    $owner: String!
    $name: String!
    $first: Int!
    $after: String
    $since: GitTimestamp!
  ) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef {
        target {
          ... on Commit {
            history(first: $first, after: $after, since: $since) {
              totalCount
              pageInfo {
                hasNextPage
                endCursor
              }
              nodes {
                ...commitFields
                ...checkFields
                associatedPullRequests(first: 1) {
                  totalCount
                }
              }
            }
          }
        }
      }
    }
  }
  ${COMMIT_FIELDS}
  ${CHECK_FIELDS}
`;

export interface CommitsAnswer {
  repository: {
    defaultBranchRef: {
      target: {
        history?: Connection<
          CommitNode &
            CheckedNode & {
              /** Null where requests may not be read. */
              associatedPullRequests: { totalCount: number } | null;
            }
        >;
      } | null;
    } | null;
  } | null;
}
