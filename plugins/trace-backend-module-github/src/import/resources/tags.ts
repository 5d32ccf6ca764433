import { tagPayload, tagTarget } from '../payloads/tag';
import { readable } from '../queries/connection';
import { TAGS, TagsAnswer } from '../queries/tags';
import { readList } from './readList';
import { Page, PageRequest, Resource } from './types';

/**
 * Tags of commits. One of a file, a folder or another tag has no time, so it
 * does not say that the horizon is reached.
 */
function onCommits({ repository }: TagsAnswer) {
  const refs = repository?.refs;
  const nodes = readable(refs).flatMap(tag => {
    const target = tagTarget(tag);
    return target ? { name: tag.name, target } : [];
  });
  return refs && { ...refs, nodes };
}

function readTags(request: PageRequest): Promise<Page> {
  return readList(request, {
    query: TAGS,
    listOf: onCommits,
    timeOf: ({ target }) => target.at,
    read({ name, target }, page) {
      const { pushedAt, ...payload } = tagPayload(name, target);
      const repository = { ...request.payload, pushed_at: pushedAt };
      page.add('push', { ...payload, repository }, `Tag ${name}`);
    },
  });
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
