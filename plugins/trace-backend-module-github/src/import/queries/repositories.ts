import { Connection } from './connection';

const FIELDS = /* GraphQL */ `
  fragment repositoryFields on RepositoryConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      nameWithOwner
    }
  }
`;

/** Repositories of an organisation, those last pushed to first. */
export const ORGANISATION_REPOSITORIES = /* GraphQL */ `
  query organisationRepositories($login: String!, $after: String) {
    owner: organization(login: $login) {
      repositories(
        first: 100
        after: $after
        orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        ...repositoryFields
      }
    }
  }
  ${FIELDS}
`;

/** The same of a person. */
export const USER_REPOSITORIES = /* GraphQL */ `
  query userRepositories($login: String!, $after: String) {
    owner: user(login: $login) {
      repositories(
        first: 100
        after: $after
        ownerAffiliations: [OWNER]
        orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        ...repositoryFields
      }
    }
  }
  ${FIELDS}
`;

export interface RepositoriesAnswer {
  owner: { repositories: Connection<{ nameWithOwner: string }> } | null;
}
