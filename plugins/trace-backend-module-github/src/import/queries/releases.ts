import { Connection } from './connection';

/** Releases, last made first. */
export const RELEASES = /* GraphQL */ `
  query releases(
    $owner: String!
    $name: String!
    $first: Int!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      releases(
        first: $first
        after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          tagName
          name
          url
          isDraft
          isPrerelease
          createdAt
          publishedAt
          updatedAt
          tagCommit {
            oid
          }
        }
      }
    }
  }
`;

export interface ReleaseNode {
  tagName: string;
  name: string | null;
  url: string;
  isDraft: boolean;
  isPrerelease: boolean;
  createdAt: string;
  publishedAt: string | null;
  updatedAt: string;
  tagCommit: { oid: string } | null;
}

export interface ReleasesAnswer {
  repository: { releases: Connection<ReleaseNode> | null } | null;
}
