import { Router } from 'express';
import { historyOf } from '../../model/history';
import { commitAt } from '../../model/resolve';
import { Player } from '../../server/Player';
import { commitShape, fullCommitShape } from '../../shapes/commit';
import { checkRunShape, checkSuiteShape } from '../../shapes/checks';
import { aboutRepository, found } from '../RestCall';

function checkRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/commits/:ref/check-suites`,
    aboutRepository(player, 'checks', call => {
      const { repository, params, links } = call;
      const { sha } = found(commitAt(repository, params.ref));
      const suites = repository.suites.get(sha) ?? [];
      return {
        total_count: suites.length,
        check_suites: call
          .page(suites)
          .map(it => checkSuiteShape(repository, it, links)),
      };
    }),
  );
  router.get(
    `${base}/commits/:ref/check-runs`,
    aboutRepository(player, 'checks', call => {
      const { repository, params, links } = call;
      const { sha } = found(commitAt(repository, params.ref));
      const runs = (repository.suites.get(sha) ?? []).flatMap(suite =>
        suite.checkRuns.map(run => ({ suite, run })),
      );
      return {
        total_count: runs.length,
        check_runs: call
          .page(runs)
          .map(it => checkRunShape(repository, it.suite, it.run, links)),
      };
    }),
  );
}

/** Commits, and what was checked on them. */
export function commitRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/commits`,
    aboutRepository(player, 'contents', call => {
      const { repository, query, links } = call;
      const tip = found(commitAt(repository, query.get('sha') ?? 'HEAD'));
      const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
      const until = Date.parse(query.get('until') ?? '9999-01-01T00:00:00Z');
      const commits = historyOf(repository, tip.sha).filter(it => {
        const at = Date.parse(it.committedAt);
        return at >= since && at <= until;
      });
      return call.page(commits).map(it => commitShape(repository, it, links));
    }),
  );
  router.get(
    `${base}/commits/:ref`,
    aboutRepository(player, 'contents', ({ repository, params, links }) =>
      fullCommitShape(
        repository,
        found(commitAt(repository, params.ref)),
        links,
      ),
    ),
  );
  checkRoutes(router, base, player);
}
