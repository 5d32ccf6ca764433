import { ActorNode } from './actor';
import { CHECK_FIELDS, CheckedNode } from './checks';
import { COMMIT_FIELDS, CommitNode } from './commits';
import { Beginning, Connection, Nodes } from './connection';

/** Commits GitHub lists of a pull request, however many it has. */
export const MAX_LISTED_COMMITS = 250;
/** Changed files that are read of a pull request. */
export const MAX_READ_FILES = 100;

/** Pull requests with what belongs to them, last changed first. */
export const PULLS = /* GraphQL */ `
  query pulls($owner: String!, $name: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        first: $first
        after: $after
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          number
          url
          title
          body
          state
          isDraft
          author {
            __typename
            login
          }
          headRefName
          headRefOid
          baseRefName
          createdAt
          updatedAt
          closedAt
          mergedAt
          mergeCommit {
            oid
            committedDate
          }
          additions
          deletions
          changedFiles
          labels(first: 100) {
            nodes {
              name
            }
          }
          reviewRequests(first: 1) {
            totalCount
          }
          timelineItems(
            last: 1
            itemTypes: [READY_FOR_REVIEW_EVENT]
          ) {
            nodes {
              ... on ReadyForReviewEvent {
                createdAt
              }
            }
          }
          reviews(first: 100) {
            totalCount
            nodes {
              fullDatabaseId
              author {
                __typename
                login
              }
              state
              submittedAt
              updatedAt
              commit {
                oid
              }
            }
          }
          files(first: ${MAX_READ_FILES}) {
            nodes {
              path
            }
          }
          commits(first: 100) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              commit {
                ...commitFields
              }
            }
          }
          head: commits(last: 1) {
            nodes {
              commit {
                oid
                  ...checkFields
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

/** More commits of one pull request. */
export const PULL_COMMITS = /* GraphQL */ `
  query pullCommits(
    $owner: String!
    $name: String!
    $number: Int!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        commits(first: 100, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            commit {
              ...commitFields
            }
          }
        }
      }
    }
  }
  ${COMMIT_FIELDS}
`;

export interface ReviewNode {
  /** A number of 64 bits, as text. */
  fullDatabaseId: string | number | null;
  author: ActorNode;
  state: string;
  /** Null while it is not given yet. */
  submittedAt: string | null;
  updatedAt: string;
  commit: { oid: string } | null;
}

export interface PullNode {
  number: number;
  url: string;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  isDraft: boolean;
  author: ActorNode;
  headRefName: string;
  headRefOid: string;
  baseRefName: string;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergeCommit: { oid: string; committedDate: string } | null;
  additions: number;
  deletions: number;
  changedFiles: number;
  labels: Nodes<{ name: string }>;
  reviewRequests: { totalCount: number } | null;
  timelineItems: Nodes<{ createdAt: string }>;
  reviews: Beginning<ReviewNode> | null;
  files: Nodes<{ path: string }>;
  commits: Connection<{ commit: CommitNode }>;
  head: Nodes<{ commit: CheckedNode & { oid: string } }>;
}

export interface PullsAnswer {
  repository: { pullRequests: Connection<PullNode> | null } | null;
}

export interface PullCommitsAnswer {
  repository: {
    pullRequest: { commits: Connection<{ commit: CommitNode }> } | null;
  } | null;
}
