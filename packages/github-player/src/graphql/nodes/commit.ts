import { GraphQLResolveInfo } from 'graphql';
import { historyOf } from '../../model/history';
import { Commit, Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { checkMayRead, GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { checkSuiteNode } from './checks';
import { pullRequestNode } from './pullRequest';
import { repositoryNode } from './repository';

function sum(commit: Commit, of: 'additions' | 'deletions'): number {
  return commit.files.reduce((total, file) => total + file[of], 0);
}

/** A commit with its checks and what came before it. */
export function commitNode(
  context: GraphqlContext,
  repository: Repository,
  commit: Commit,
): Record<string, unknown> {
  const { links } = context;
  const { author, message } = commit;
  const [headline] = message.split('\n', 1);
  const url = links.page(repository, `/commit/${commit.sha}`);
  const actor = (date: string) => ({
    __typename: 'GitActor',
    name: author.name,
    email: author.email,
    date,
    user: () =>
      author.account?.type === 'User'
        ? accountNode(author.account, links)
        : null,
  });
  return {
    __typename: 'Commit',
    id: `C_${repository.id}_${commit.sha}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message,
    messageHeadline: headline,
    messageBody: message.slice(headline.length).trim(),
    author: actor(commit.authoredAt),
    committer: actor(commit.committedAt),
    authoredDate: commit.authoredAt,
    committedDate: commit.committedAt,
    url,
    commitUrl: url,
    additions: sum(commit, 'additions'),
    deletions: sum(commit, 'deletions'),
    changedFilesIfAvailable: commit.files.length,
    repository: () => repositoryNode(context, repository),
    parents: (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
      connection(
        {
          items: commit.parents.map(sha => repository.commits.get(sha)!),
          id: it => it.sha,
          node: it => commitNode(context, repository, it),
        },
        args,
        info,
      ),
    history: (
      args: PageArguments & { since?: string; until?: string },
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      const since = args.since ? Date.parse(args.since) : -Infinity;
      const until = args.until ? Date.parse(args.until) : Infinity;
      return connection(
        {
          items: historyOf(repository, commit.sha).filter(it => {
            const at = Date.parse(it.committedAt);
            return at >= since && at <= until;
          }),
          id: it => it.sha,
          node: it => commitNode(context, repository, it),
        },
        args,
        info,
        ['since', 'until'],
      );
    },
    checkSuites: (
      args: PageArguments & { filterBy?: { appId?: number } },
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      checkMayRead(context, repository, 'checks');
      const appId = args.filterBy?.appId;
      const suites = repository.suites.get(commit.sha) ?? [];
      return connection(
        {
          items: suites.filter(it => !appId || it.app.id === appId),
          id: it => it.id,
          node: it => checkSuiteNode(context, repository, it),
        },
        args,
        info,
        ['filterBy'],
      );
    },
    associatedPullRequests: (
      args: PageArguments,
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      checkMayRead(context, repository, 'pull_requests');
      return connection(
        {
          items: repository.pulls.filter(
            it => it.mergeSha === commit.sha || it.commits.includes(commit.sha),
          ),
          id: it => it.id,
          node: it => pullRequestNode(context, repository, it),
        },
        args,
        info,
        ['orderBy'],
      );
    },
  };
}
