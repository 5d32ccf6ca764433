import { Beginning } from './connection';

/** Statuses of deployments that REST listed. */
export const DEPLOYMENT_STATUSES = /* GraphQL */ `
  query deploymentStatuses($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Deployment {
        statuses(first: 100) {
          totalCount
          nodes {
            state
            createdAt
            logUrl
          }
        }
      }
    }
  }
`;

export interface DeploymentStatusesAnswer {
  nodes: Array<{
    id: string;
    statuses?: Beginning<{
      state: string;
      createdAt: string;
      logUrl: string | null;
    }> | null;
  } | null>;
}
