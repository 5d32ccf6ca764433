import { RepositoryName } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { GitlabClient } from '../client';

const MAX_PAGES = 50;
const schema = z.array(z.object({ path_with_namespace: z.string() }));

/**
 * Names of a group's projects, and its subgroups', that are not archived
 * (https://docs.gitlab.com/api/groups/#list-projects).
 *
 * @throws as `GitlabClient.get`
 */
export async function groupProjects(
  client: GitlabClient,
  group: string,
): Promise<RepositoryName[]> {
  const names: RepositoryName[] = [];
  const path = `/groups/${encodeURIComponent(group)}/projects`;
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.get(
      path,
      next ?? {
        per_page: 100,
        simple: true,
        include_subgroups: true,
        archived: false,
        order_by: 'id',
        sort: 'asc',
      },
    );
    for (const project of readPayload(schema, answer.data)) {
      names.push(
        `${client.host.prefix}${project.path_with_namespace.toLowerCase()}`,
      );
    }
    next = answer.next;
    if (next === undefined) return names;
  }
  throw new Error(
    `it has more than ${names.length} projects; name the ones that matter`,
  );
}
