import { getRest, queryGraphql } from '../../client';
import {
  DEPLOYMENT_STATUSES,
  DeploymentStatusesAnswer,
} from '../queries/deploymentStatuses';
import { readable } from '../queries/connection';
import { NormalisedPage } from './normalised';
import { FULL_PAGE, Page, PageRequest, Resource } from './types';

/** A deployment as REST gives it, which is as webhooks do. */
interface DeploymentItem {
  id: number;
  node_id: string;
  created_at: string;
  updated_at: string;
}

/**
 * A page by REST, and in one query the statuses of all that are on it. GraphQL
 * alone would not do: it gives ids as numbers of 32 bits, which deployments
 * have outgrown, and not whether an environment is a production environment.
 */
async function readDeployments(request: PageRequest): Promise<Page> {
  const { client, owner, name, since } = request;
  const page = Number(request.cursor ?? 1);
  const listed = await getRest<DeploymentItem[]>(
    client,
    '/repos/{owner}/{repo}/deployments',
    { owner, repo: name, per_page: FULL_PAGE, page },
  );
  const from = Date.parse(since);
  // One that began long ago may have come to another status.
  const recent = listed.filter(item => Date.parse(item.updated_at) >= from);
  const { data, refused } =
    recent.length === 0
      ? { data: { nodes: [] }, refused: [] }
      : await queryGraphql<DeploymentStatusesAnswer>(
          client,
          DEPLOYMENT_STATUSES,
          { ids: recent.map(item => item.node_id) },
          request.retries,
        );
  const statuses = new Map(
    data.nodes.flatMap(node =>
      node ? [[node.id, readable(node.statuses)]] : [],
    ),
  );
  const normalised = new NormalisedPage(request.settings, request.payload);
  for (const deployment of recent) {
    const what = `Deployment ${deployment.id}`;
    normalised.add('deployment', { deployment }, what);
    for (const status of statuses.get(deployment.node_id) ?? []) {
      const said = {
        state: status.state.toLowerCase(),
        created_at: status.createdAt,
        log_url: status.logUrl,
      };
      normalised.add(
        'deployment_status',
        { deployment, deployment_status: said },
        what,
      );
    }
  }
  // Nothing says how many there are before the last page.
  const more =
    listed.length === FULL_PAGE &&
    listed.every(item => Date.parse(item.created_at) >= from);
  return {
    facts: normalised.facts,
    next: more ? String(page + 1) : undefined,
    seen: recent.length,
    refused,
    unread: normalised.unread,
  };
}

/** Deployments with their statuses. */
export const deployments: Resource = {
  title: 'Deployments',
  permission: 'deployments: read',
  without: 'what runs where, and since when',
  sized: false,
  // Listed by when they began; a status may come later.
  overlapDays: 1,
  readPage: readDeployments,
};
