import { RepositoryName } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { GitlabClient } from '../client';
import { identifier, Project, projectAddress } from '../schemas';

const flag = z.boolean().nullish();

/** https://docs.gitlab.com/api/projects/#retrieve-a-project */
const schema = z.object({
  id: z.int().positive(),
  path_with_namespace: identifier,
  web_url: projectAddress,
  default_branch: identifier.nullish(),
  archived: flag,
  issues_enabled: flag,
  merge_requests_enabled: flag,
  jobs_enabled: flag,
});

/** A project as the API gives it. */
export type ProjectAnswer = z.output<typeof schema>;

/**
 * Looks a project up. One that was moved is led to by its old path too.
 *
 * @throws as `GitlabClient.get`
 */
export async function readProject(
  client: GitlabClient,
  path: string,
): Promise<ProjectAnswer> {
  const { data } = await client.get(`/projects/${encodeURIComponent(path)}`);
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const [{ path: where, message }] = read.error.issues;
  throw new Error(
    `${client.host.host} gave a project that is none: ${where.join(
      '.',
    )}: ${message}`,
  );
}

/** What facts are about: named as the catalog does. */
export function projectOf(
  repository: RepositoryName,
  answer: ProjectAnswer,
): Project {
  return {
    name: repository,
    url: answer.web_url.url,
    defaultBranch: answer.default_branch ?? undefined,
  };
}
