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

/**
 * A hash or a tag may be anybody's in the repository, whatever the paths that
 * are said to belong to it; and a message may name any commit as reverted.
 */
export function ofCommits({
  repository,
  commits,
  tags,
}: z.output<typeof commitsSchema>): Spoken[] {
  const fields: Array<[string, unknown[]]> = [
    ['commits', commits],
    ['tags', tags],
  ];
  const given = fields.filter(([, items]) => items.length > 0);
  return given.length === 0
    ? ofRepository({ repository })
    : given.map(([field]) => ({ of: 'repository', field, repository }));
}

/**
 * A deployment of a service. An id may be that of any deployment there; without
 * one it is derived from the service, among others.
 */
export function ofDeployment({
  repository,
  service,
  id,
}: z.output<typeof deploymentSchema>): Spoken[] {
  if (id !== undefined) return [{ of: 'repository', field: 'id', repository }];
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
