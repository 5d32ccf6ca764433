import { Connection } from './connection';

/** Tags, those on the latest commits first. */
export const TAGS = /* GraphQL */ `
  query tags($owner: String!, $name: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      refs(
        refPrefix: "refs/tags/"
        first: $first
        after: $after
        orderBy: { field: TAG_COMMIT_DATE, direction: DESC }
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          name
          target {
            __typename
            oid
            ... on Commit {
              committedDate
            }
            ... on Tag {
              tagger {
                date
              }
              target {
                __typename
                oid
                ... on Commit {
                  committedDate
                }
              }
            }
          }
        }
      }
    }
  }
`;

interface Target {
  __typename: string;
  oid: string;
  committedDate?: string;
}

export interface TagNode {
  name: string;
  target:
    | (Target & { tagger?: { date: string | null } | null; target?: Target })
    | null;
}

export interface TagsAnswer {
  repository: { refs: Connection<TagNode> | null } | null;
}
