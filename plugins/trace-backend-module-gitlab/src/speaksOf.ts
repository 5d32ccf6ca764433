import { Spoken } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { KINDS } from './kinds';
import { causesIn } from './mentions';
import { project, projectAddress } from './schemas';

const projectSchema = z.object({ project });
const repositorySchema = z.object({
  repository: z.object({ homepage: projectAddress }),
});
const issueSchema = z.object({
  object_attributes: z.object({ description: z.string() }),
});

/** The same project as facts are about. */
function projectOf(
  payload: unknown,
): { name: string; field: string } | undefined {
  const named = projectSchema.safeParse(payload).data?.project;
  if (named) return { name: named.name, field: 'project.web_url' };
  const kept = repositorySchema.safeParse(payload).data?.repository.homepage;
  return kept && { name: kept.name, field: 'repository.homepage' };
}

/**
 * All that a payload speaks of: its project, any part of which it may concern,
 * and what an issue says caused it. Of what is not read, nothing is spoken.
 *
 * @returns undefined when its project cannot be told
 */
export function speaksOf(
  payload: Record<string, unknown>,
): Spoken[] | undefined {
  const kind = payload.object_kind ?? payload.event_name;
  if (typeof kind !== 'string' || !KINDS.has(kind)) return [];
  const of = projectOf(payload);
  if (!of) return undefined;
  const issue = issueSchema.safeParse(payload).data?.object_attributes;
  const causes =
    kind === 'issue' || kind === 'work_item'
      ? causesIn(issue?.description, of.name)
      : [];
  return [
    { of: 'repository', field: of.field, repository: of.name },
    ...causes.map(
      ({ repository }): Spoken => ({
        of: 'repository',
        field: 'object_attributes.description',
        repository,
      }),
    ),
  ];
}
