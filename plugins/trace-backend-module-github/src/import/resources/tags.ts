import { queryGraphql } from '../../client';
import { tagPayload, tagTarget } from '../payloads/tag';
import { readable } from '../queries/connection';
import { TAGS, TagsAnswer } from '../queries/tags';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest, Resource } from './types';

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
  // A tag of a file, a folder or another tag has no time, so it does not say
  // that the horizon is reached.
  const onCommits = readable(connection).flatMap(tag => {
    const target = tagTarget(tag);
    return target ? { name: tag.name, target } : [];
  });
  const { items, next } = withinHorizon(
    { ...connection, nodes: onCommits },
    request.since,
    ({ target }) => target.at,
  );
  const page = new NormalisedPage(request.settings, request.payload);
  for (const { name: tag, target } of items) {
    const { pushedAt, ...payload } = tagPayload(tag, target);
    const repository = { ...request.payload, pushed_at: pushedAt };
    page.add('push', { ...payload, repository }, `Tag ${tag}`);
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
