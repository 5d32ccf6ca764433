import { Router } from 'express';
import { PullRequest, Repository } from '../../model/types';
import { Player } from '../../server/Player';
import { commitShape, fileShape } from '../../shapes/commit';
import {
  pullRequestShape,
  reviewShape,
  simplePullRequestShape,
} from '../../shapes/pullRequest';
import { LISTED_COMMITS, LISTED_FILES } from '../../model/limits';
import { aboutRepository, found } from '../RestCall';

function pullOf(repository: Repository, number: string): PullRequest {
  return found(repository.pulls.find(it => `${it.number}` === number));
}

/** By `sort` and `direction`, which is descending except for the oldest. */
function sorted(pulls: PullRequest[], query: URLSearchParams) {
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const usual = query.has('sort') ? 'asc' : 'desc';
  const sign = (query.get('direction') ?? usual) === 'desc' ? -1 : 1;
  return [...pulls].sort((one, other) => {
    if (one[by] === other[by]) return sign * (one.id - other.id);
    return one[by] < other[by] ? -sign : sign;
  });
}

/** Pull requests with their reviews, commits and files. */
export function pullRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/pulls`,
    aboutRepository(player, 'pull_requests', call => {
      const { repository, query, links } = call;
      const state = query.get('state') ?? 'open';
      const into = query.get('base');
      const pulls = repository.pulls.filter(
        it =>
          (state === 'all' || it.state === state) &&
          (!into || it.baseBranch === into),
      );
      return call
        .page(sorted(pulls, query))
        .map(it => simplePullRequestShape(repository, it, links));
    }),
  );
  router.get(
    `${base}/pulls/:number`,
    aboutRepository(player, 'pull_requests', ({ repository, params, links }) =>
      pullRequestShape(repository, pullOf(repository, params.number), links),
    ),
  );
  router.get(
    `${base}/pulls/:number/reviews`,
    aboutRepository(player, 'pull_requests', call => {
      const { repository, params, links } = call;
      const pull = pullOf(repository, params.number);
      return call
        .page(pull.reviews)
        .map(it => reviewShape(repository, pull, it, links));
    }),
  );
  router.get(
    `${base}/pulls/:number/commits`,
    aboutRepository(player, 'pull_requests', call => {
      const { repository, params, links } = call;
      const pull = pullOf(repository, params.number);
      return call
        .page(pull.commits.slice(0, LISTED_COMMITS))
        .map(it => commitShape(repository, repository.commits.get(it)!, links));
    }),
  );
  router.get(
    `${base}/pulls/:number/files`,
    aboutRepository(player, 'pull_requests', call => {
      const { repository, params, links } = call;
      const pull = pullOf(repository, params.number);
      return call
        .page(pull.files.slice(0, LISTED_FILES))
        .map(it => fileShape(repository, pull.headSha, it, links));
    }),
  );
}
