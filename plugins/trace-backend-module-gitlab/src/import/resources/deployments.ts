import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { DEPLOYMENT_STATES, deploymentFacts } from '../../deployment';
import { id, identifier, instant, pageAddress, sha } from '../../schemas';
import { PageReading, readAll, readList } from './reading';
import { Page, PageRequest, Resource } from './types';

const MAX_ENVIRONMENT_PAGES = 5;

/** https://docs.gitlab.com/api/deployments/#list-project-deployments */
const schema = z.object({
  id,
  status: z.enum(
    Object.keys(DEPLOYMENT_STATES) as Array<keyof typeof DEPLOYMENT_STATES>,
  ),
  ref: identifier.nullish(),
  sha,
  created_at: instant,
  updated_at: instant,
  environment: z.object({ name: identifier }),
  deployable: z
    .object({ web_url: pageAddress, finished_at: instant.nullish() })
    .nullish(),
});

/** https://docs.gitlab.com/api/environments/#list-environments */
const environmentSchema = z.object({
  name: identifier,
  tier: identifier.nullish(),
});

const ENDED = new Set(['success', 'failed', 'canceled']);

/**
 * When it came to its status. Its job ended with it, where it has one; its own
 * time of change may be that of something else.
 */
function statusTime(read: z.output<typeof schema>): string {
  const ended = ENDED.has(read.status) && read.deployable?.finished_at;
  return ended && ended < read.updated_at ? ended : read.updated_at;
}

/** What environments are for: deployments do not say it. */
async function readTiers(request: PageRequest): Promise<Map<string, string>> {
  const read = await readAll(request, '/environments', environmentSchema, {
    pages: MAX_ENVIRONMENT_PAGES,
  });
  return new Map(
    read?.items.flatMap(({ name, tier }) => (tier ? [[name, tier]] : [])),
  );
}

async function readDeployments(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/deployments', {
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: request.since,
  });
  const tiers =
    list.items.length > 0
      ? await readTiers(request)
      : new Map<string, string>();
  const page = new PageReading();
  for (const item of list.items) {
    await page.item('A deployment', () => {
      const read = readPayload(schema, item);
      return deploymentFacts(request.project, {
        id: read.id,
        status: read.status,
        at: statusTime(read),
        createdAt: read.created_at,
        environment: read.environment.name,
        tier: tiers.get(read.environment.name),
        sha: read.sha,
        ref: read.ref ?? undefined,
        url: read.deployable?.web_url,
      });
    });
  }
  const { facts, unread } = page;
  return {
    facts,
    next: list.next,
    seen: list.items.length,
    total: list.total,
    unread,
  };
}

/** Deployments, each with the status it has now. */
export const deployments: Resource = {
  title: 'Deployments',
  without: 'what runs where, and since when',
  overlapDays: 0,
  readPage: readDeployments,
};
