import { Router } from 'express';
import { Player } from '../../server/Player';
import { issueShape } from '../../shapes/issue';
import { releaseShape, tagShape } from '../../shapes/release';
import { aboutRepository } from '../RestCall';

/** Issues, releases and tags. */
export function trackingRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/issues`,
    aboutRepository(player, 'issues', call => {
      const { repository, query, links } = call;
      const state = query.get('state') ?? 'open';
      const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
      const labels = query.get('labels')?.split(',') ?? [];
      // Pull requests are issues, too.
      const issues = [...repository.issues, ...repository.pulls].filter(
        it =>
          (state === 'all' || it.state === state) &&
          Date.parse(it.updatedAt) >= since &&
          labels.every(label => it.labels.includes(label)),
      );
      issues.sort((one, other) => other.number - one.number);
      return call.page(issues).map(it => issueShape(repository, it, links));
    }),
  );
  router.get(
    `${base}/releases`,
    aboutRepository(player, 'contents', call => {
      const { repository, links } = call;
      return call
        .page([...repository.releases].reverse())
        .map(it => releaseShape(repository, it, links));
    }),
  );
  router.get(
    `${base}/tags`,
    aboutRepository(player, 'contents', call => {
      const { repository, links } = call;
      return call
        .page([...repository.tags].reverse())
        .map(it => tagShape(repository, it, links));
    }),
  );
}
