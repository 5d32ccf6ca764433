import { releasePayload } from '../payloads/release';
import { ReleaseNode, RELEASES, ReleasesAnswer } from '../queries/releases';
import { readList } from './readList';
import { Page, PageRequest, Resource } from './types';

function lastTime({ createdAt, publishedAt, updatedAt }: ReleaseNode): string {
  return [createdAt, publishedAt ?? createdAt, updatedAt].sort().at(-1)!;
}

function readReleases(request: PageRequest): Promise<Page> {
  return readList(request, {
    query: RELEASES,
    listOf: ({ repository }: ReleasesAnswer) => repository?.releases,
    timeOf: lastTime,
    read(release, page) {
      const payload = releasePayload(release);
      if (payload) page.add('release', payload, `Release ${release.tagName}`);
    },
  });
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
