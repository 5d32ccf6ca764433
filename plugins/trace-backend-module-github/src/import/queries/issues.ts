import { Connection, Nodes } from './connection';

/** Issues changed since a time, last changed first. */
export const ISSUES = /* GraphQL */ `
  query issues(
    $owner: String!
    $name: String!
    $first: Int!
    $after: String
    $since: DateTime!
  ) {
    repository(owner: $owner, name: $name) {
      issues(
        first: $first
        after: $after
        filterBy: { since: $since }
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          number
          title
          url
          body
          state
          createdAt
          updatedAt
          closedAt
          labels(first: 100) {
            nodes {
              name
            }
          }
        }
      }
    }
  }
`;

export interface IssueNode {
  number: number;
  title: string;
  url: string;
  body: string;
  state: 'OPEN' | 'CLOSED';
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  labels: Nodes<{ name: string }>;
}

export interface IssuesAnswer {
  repository: { issues: Connection<IssueNode> | null } | null;
}
