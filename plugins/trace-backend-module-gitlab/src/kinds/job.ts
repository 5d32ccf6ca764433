import {
  facts,
  NormaliseError,
  readPayload,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { KindNormaliser } from '../result';
import { branchOf, jobFact, jobSchema } from '../runs';
import {
  id,
  identifier,
  Project,
  projectAddress,
  project,
  sha,
} from '../schemas';

const {
  name,
  status,
  created_at: time,
  queued_duration: waited,
} = jobSchema.shape;

const schema = z.object({
  build_id: id,
  build_name: name,
  build_status: status,
  build_created_at: time,
  build_started_at: time,
  build_finished_at: time,
  build_queued_duration: waited,
  pipeline_id: id.nullish(),
  /** Its `id` is the pipeline's. */
  commit: z.object({ id: id.nullish() }).nullish(),
  ref: identifier.nullish(),
  tag: z.boolean().nullish(),
  sha,
  project: project.optional(),
  repository: z.object({ homepage: projectAddress }).optional(),
});

/** Before GitLab 15 there was only the repository. */
function projectOf({
  project: of,
  repository,
}: z.output<typeof schema>): Project {
  const found = of ?? repository?.homepage;
  if (found) return found;
  throw new NormaliseError('project', 'expected a project, but it is missing');
}

/** `build`: a job, as job events call it. */
export const job: KindNormaliser = (payload, { receivedAt }) => {
  const read = readPayload(schema, payload);
  return facts(
    jobFact(
      projectOf(read),
      {
        id: read.build_id,
        name: read.build_name,
        status: read.build_status,
        created_at: read.build_created_at,
        started_at: read.build_started_at,
        finished_at: read.build_finished_at,
        queued_duration: read.build_queued_duration,
      },
      {
        sha: read.sha,
        branch: branchOf(read.ref, read.tag),
        pipeline: read.pipeline_id ?? read.commit?.id ?? undefined,
      },
      receivedAt,
    ),
  );
};
