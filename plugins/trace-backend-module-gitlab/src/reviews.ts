import {
  changeKey,
  Fact,
  RepositoryName,
  ReviewAttributes,
} from '@throughline/plugin-trace-common';
import { member } from '@throughline/plugin-trace-node';
import { actorOf } from './schemas';

/** Who said what of a merge request, and when. */
export interface Verdict {
  request: number;
  /** GitLab's number of the account. */
  userId: number;
  username: string;
  state: Exclude<ReviewAttributes['state'], 'commented'>;
  at: string;
  sha?: string;
}

/** The last verdict of one reviewer: GitLab keeps one of each. */
export function verdictFact(repository: RepositoryName, said: Verdict): Fact {
  return member<ReviewAttributes>(
    changeKey(repository, said.request),
    said.at,
    `review:verdict-${said.userId}`,
    {
      state: said.state,
      by: actorOf(said.username),
      at: said.at,
      sha: said.sha,
    },
    said.state === 'dismissed' ? 1 : 0,
  );
}

/** A comment of somebody else than the author. */
export function commentFact(
  repository: RepositoryName,
  comment: { request: number; id: number; username: string; at: string },
): Fact {
  return member<ReviewAttributes>(
    changeKey(repository, comment.request),
    comment.at,
    `review:note-${comment.id}`,
    { state: 'commented', by: actorOf(comment.username), at: comment.at },
  );
}
