/** A pull request of the project's repositories. */
export interface LinkedPullRequest {
  id: string;
  key: string;
  title: string;
  description: string;
  headRef: string;
}

/** An issue on one of the project's boards. */
export interface LinkableIssue {
  id: string;
  key: string;
}

/** A pull request that names an issue. */
export interface PullRequestIssue {
  pullRequestId: string;
  issueId: string;
  pullRequestKey: string;
  issueKey: string;
}

/**
 * Links pull requests to issues as DevLake does: by all keys in the title, or
 * else in the description, or else in the branch. A text with a key hides those
 * after it, also when no issue has that key.
 *
 * @param pattern - what a key looks like, e.g. `/#(\d+)/g`
 */
export function linkPullRequests(
  pullRequests: LinkedPullRequest[],
  issues: LinkableIssue[],
  pattern: RegExp,
): PullRequestIssue[] {
  const byKey = new Map<string, Set<string>>();
  for (const { id, key } of issues) {
    byKey.set(key, (byKey.get(key) ?? new Set()).add(id));
  }
  const everywhere = new RegExp(pattern.source, 'g');
  return pullRequests.flatMap(({ id, key, title, description, headRef }) => {
    const found =
      [title, description, headRef]
        .map(text => text.match(everywhere) ?? [])
        .find(matches => matches.length > 0) ?? [];
    const keys = found.map(match => match.replaceAll('#', '').trim());
    return [...new Set(keys)].flatMap(issueKey =>
      [...(byKey.get(issueKey) ?? [])].map(issueId => ({
        pullRequestId: id,
        issueId,
        pullRequestKey: key,
        issueKey,
      })),
    );
  });
}
