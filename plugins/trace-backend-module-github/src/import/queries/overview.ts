/** What a repository is now, asked at the beginning of every run. */
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
  }
`;

export interface OverviewAnswer {
  repository: {
    nameWithOwner: string;
    url: string;
    isArchived: boolean;
    isEmpty: boolean;
    defaultBranchRef: { name: string } | null;
  } | null;
}
