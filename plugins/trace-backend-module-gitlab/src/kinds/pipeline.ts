import { z } from 'zod';
import { facts, readPayload } from '@throughline/plugin-trace-node';
import { KindNormaliser } from '../result';
import {
  branchOf,
  jobFact,
  jobSchema,
  pipelineFact,
  pipelineSchema,
} from '../runs';
import { project } from '../schemas';

const schema = z.object({
  object_attributes: pipelineSchema,
  builds: z.array(jobSchema).default([]),
  project,
});

/** `pipeline`: a pipeline with its jobs. */
export const pipeline: KindNormaliser = (payload, { receivedAt }) => {
  const read = readPayload(schema, payload);
  const { object_attributes: run, builds, project: of } = read;
  const on = {
    sha: run.sha,
    branch: branchOf(run.ref, run.tag),
    pipeline: run.id,
  };
  return facts(
    pipelineFact(of, run, builds),
    ...builds.map(job => jobFact(of, job, on, receivedAt)),
  );
};
