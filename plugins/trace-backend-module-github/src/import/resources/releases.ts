import { queryGraphql } from '../../client';
import { releasePayload } from '../payloads/release';
import { ReleaseNode, RELEASES, ReleasesAnswer } from '../queries/releases';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest, Resource } from './types';

function lastTime({ createdAt, publishedAt, updatedAt }: ReleaseNode): string {
  return [createdAt, publishedAt ?? createdAt, updatedAt].sort().at(-1)!;
}

async function readReleases(request: PageRequest): Promise<Page> {
  const { client, owner, name } = request;
  const { data, refused } = await queryGraphql<ReleasesAnswer>(
    client,
    RELEASES,
    { owner, name, first: request.size, after: request.cursor },
    request.retries,
  );
  const connection = data.repository?.releases;
  if (!connection) return { facts: [], next: undefined, seen: 0, refused };
  const { items, next } = withinHorizon(connection, request.since, lastTime);
  const page = new NormalisedPage(request.settings, request.payload);
  for (const release of items) {
    const payload = releasePayload(release);
    if (payload) page.add('release', payload, `Release ${release.tagName}`);
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

/** Releases that were published. */
export const releases: Resource = {
  title: 'Releases',
  permission: 'contents: read',
  without: 'releases',
  sized: true,
  // Listed by when they were made, so that one edited later is found again.
  overlapDays: undefined,
  readPage: readReleases,
};
