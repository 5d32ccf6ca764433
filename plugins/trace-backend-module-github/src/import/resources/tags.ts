import { queryGraphql } from '../../client';
import { tagPayload, tagTarget } from '../payloads/tag';
import { TagNode, TAGS, TagsAnswer } from '../queries/tags';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest, Resource } from './types';

const NEVER = '1970-01-01T00:00:00Z';

async function readTags(request: PageRequest): Promise<Page> {
  const { client, owner, name } = request;
  const { data, refused } = await queryGraphql<TagsAnswer>(
    client,
    TAGS,
    { owner, name, first: request.size, after: request.cursor },
    request.retries,
  );
  const connection = data.repository?.refs;
  if (!connection) return { facts: [], next: undefined, seen: 0, refused };
  const timeOf = (tag: TagNode) => tagTarget(tag)?.at ?? NEVER;
  const { items, next } = withinHorizon(connection, request.since, timeOf);
  const page = new NormalisedPage(request.settings, request.payload);
  for (const tag of items) {
    const { pushedAt, ...payload } = tagPayload(tag.name, tagTarget(tag)!);
    const repository = { ...request.payload, pushed_at: pushedAt };
    page.add('push', { ...payload, repository }, `Tag ${tag.name}`);
  }
  return {
    facts: page.facts,
    next,
    seen: items.length,
    total: connection.totalCount,
    refused,
    unread: page.unread,
  };
}

/** Tags, on the commits they name. */
export const tags: Resource = {
  title: 'Tags',
  permission: 'contents: read',
  without: 'what releases were built from',
  sized: true,
  // Listed by their commits' times; a tag of today may be on an older one.
  overlapDays: undefined,
  readPage: readTags,
};
