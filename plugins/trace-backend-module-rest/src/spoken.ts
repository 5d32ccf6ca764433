import {
  RepositoryName,
  repositoryOfKey,
} from '@throughline/plugin-trace-common';
import { Spoken } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { commitsSchema } from './bodies/commits';
import { deploymentSchema } from './bodies/deployment';
import { incidentSchema, ticketSchema } from './bodies/issue';

/**
 * A change may touch anything in its repository: what its body says of paths is
 * what it would touch now.
 */
export function ofRepository({
  repository,
}: {
  repository: RepositoryName;
}): Spoken[] {
  return [{ of: 'repository', field: 'repository', repository }];
}

/** Each commit by the paths it touched; tags by their repository. */
export function ofCommits({
  repository,
  commits,
  tags,
}: z.output<typeof commitsSchema>): Spoken[] {
  const touched = commits.map(({ paths, pathsTruncated }, index): Spoken => {
    const field = `commits[${index}].paths`;
    return pathsTruncated
      ? { of: 'repository', field, repository }
      : { of: 'paths', field, repository, paths };
  });
  if (tags.length === 0 && touched.length > 0) return touched;
  const field = tags.length > 0 ? 'tags' : 'repository';
  return [...touched, { of: 'repository', field, repository }];
}

/** A deployment of a service, or of whoever claims all of the repository. */
export function ofDeployment({
  repository,
  service,
}: z.output<typeof deploymentSchema>): Spoken[] {
  const field = service === undefined ? 'repository' : 'service';
  return [{ of: 'deployment', field, repository, service }];
}

/** A ticket by its project, and an incident by what caused it besides. */
export function ofIssue(
  body: z.output<typeof ticketSchema> | z.output<typeof incidentSchema>,
): Spoken[] {
  const causes = body.type === 'incident' ? body.causedBy ?? [] : [];
  return [
    { of: 'ticket', field: 'key', key: body.key },
    ...causes.map(
      (cause, index): Spoken => ({
        of: 'repository',
        field: `causedBy[${index}]`,
        repository: repositoryOfKey(cause)!,
      }),
    ),
  ];
}
