import { Fact } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import {
  branchOf,
  jobFact,
  jobSchema,
  pipelineFact,
  pipelineSchema,
} from '../../runs';
import { id, pageAddress } from '../../schemas';
import { optional, PageReading, readAll, readList } from './reading';
import { Page, PageRequest, Resource } from './types';

/** Each takes two requests more, and what is read is kept after a page. */
const PAGE_SIZE = 20;
const MAX_JOB_PAGES = 5;

const itemSchema = z.object({ id });
/**
 * https://docs.gitlab.com/api/pipelines/#retrieve-a-single-pipeline; the list
 * gives the same, but for when it ended.
 */
const schema = pipelineSchema
  .omit({ url: true })
  .extend({ web_url: pageAddress });

/** One pipeline, with its jobs as far as they may be read. */
async function readPipeline(
  item: unknown,
  withJobs: boolean,
  request: PageRequest,
  page: PageReading,
): Promise<Fact[]> {
  const { client, base, project } = request;
  const path = `/pipelines/${readPayload(itemSchema, item).id}`;
  const [single, jobs] = withJobs
    ? await Promise.all([
        optional(client.get(`${base}${path}`)),
        readAll(request, `${path}/jobs`, jobSchema, {
          query: { include_retried: true },
          pages: MAX_JOB_PAGES,
        }),
      ])
    : [];
  const { web_url: url, ...read } = readPayload(schema, single?.data ?? item);
  if (!jobs?.complete) page.limit('jobs', `pipeline ${read.id}`);
  const on = {
    sha: read.sha,
    branch: branchOf(read.ref, read.tag),
    pipeline: read.id,
  };
  const list = jobs?.items ?? [];
  return [
    pipelineFact(project, { ...read, url }, list),
    ...list.map(job => jobFact(project, job, on, read.created_at)),
  ];
}

async function readPipelines(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/pipelines', {
    per_page: PAGE_SIZE,
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: request.since,
  });
  const page = new PageReading();
  for (const [index, item] of list.items.entries()) {
    const withJobs = index < request.pipelinesLeft;
    await page.item('A pipeline', () =>
      readPipeline(item, withJobs, request, page),
    );
  }
  const { facts, unread, limited } = page;
  return {
    facts,
    next: list.next,
    seen: list.items.length,
    total: list.total,
    unread,
    limited,
    pipelinesRead: Math.min(list.items.length, request.pipelinesLeft),
  };
}

/** Pipelines, and the jobs of the latest ones. */
export const pipelines: Resource = {
  title: 'Pipelines',
  without: 'what CI ran, and how it ended',
  overlapDays: 0,
  enabled: project => project.jobs_enabled !== false,
  readPage: readPipelines,
};
