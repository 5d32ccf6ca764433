import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { releaseFacts, releaseFields } from '../../release';
import { latest } from '../../result';
import { identifier, pageAddress } from '../../schemas';
import { PageReading, readList, withinHorizon } from './reading';
import { Page, PageRequest, Resource } from './types';

const dated = z.object({ released_at: z.string() });

/** https://docs.gitlab.com/api/releases/#list-releases */
const schema = z.object({
  ...releaseFields,
  tag_name: identifier,
  /** It is to be released later. */
  upcoming_release: z.boolean().nullish(),
  _links: z.object({ self: pageAddress }).nullish(),
});

async function readReleases(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/releases', {
    order_by: 'released_at',
    sort: 'desc',
  });
  const { recent, reached } = withinHorizon(
    list.items,
    request.since,
    item => dated.safeParse(item).data?.released_at,
  );
  const page = new PageReading();
  for (const item of recent) {
    await page.item('A release', () => {
      const { tag_name: tag, _links, ...read } = readPayload(schema, item);
      if (read.upcoming_release) return [];
      return releaseFacts(
        request.project,
        { ...read, tag, url: _links?.self },
        latest(read.created_at, read.released_at),
      );
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

/** What was released. */
export const releases: Resource = {
  title: 'Releases',
  without: 'releases',
  overlapDays: 7,
  unsorted: true,
  readPage: readReleases,
};
