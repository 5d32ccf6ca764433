import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { identifier, instant, sha } from '../../schemas';
import { tagFacts } from '../../tag';
import { PageReading, readList, withinHorizon } from './reading';
import { Page, PageRequest, Resource } from './types';

const dated = z.object({
  commit: z.object({ committed_date: z.string() }),
  created_at: z.string().nullish(),
});

/** https://docs.gitlab.com/api/tags/#list-all-project-repository-tags */
const schema = z.object({
  name: identifier,
  commit: z.object({ id: sha, committed_date: instant }),
  /** Of annotated tags, in newer GitLabs. */
  created_at: instant.nullish(),
});

function timeOf(item: unknown): string | undefined {
  const read = dated.safeParse(item).data;
  return read && (read.created_at ?? read.commit.committed_date);
}

async function readTags(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/repository/tags', {
    order_by: 'updated',
    sort: 'desc',
  });
  const { recent, reached } = withinHorizon(list.items, request.since, timeOf);
  const page = new PageReading();
  for (const item of recent) {
    await page.item('A tag', () => {
      const read = readPayload(schema, item);
      return tagFacts(request.project, {
        name: read.name,
        sha: read.commit.id,
        at: read.created_at ?? read.commit.committed_date,
      });
    });
  }
  const { facts, unread } = page;
  return {
    facts,
    next: reached ? undefined : list.next,
    seen: recent.length,
    total: list.total,
    unread,
  };
}

/** Tags, on the commits they name. */
export const tags: Resource = {
  title: 'Tags',
  without: 'what releases were built from',
  overlapDays: 7,
  unsorted: true,
  enabled: project => !!project.default_branch,
  readPage: readTags,
};
