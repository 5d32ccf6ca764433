import { TagNode } from '../queries/tags';

/** What a tag is on, and its own time or, as it has none, its commit's. */
export function tagTarget({
  target,
}: TagNode): { sha: string; at: string } | undefined {
  const commit = target?.__typename === 'Tag' ? target.target : target;
  const at = target?.tagger?.date ?? commit?.committedDate;
  if (!commit || commit.__typename !== 'Commit' || !at) return undefined;
  return { sha: commit.oid, at };
}

/** What the push of a tag would have said, had it been made at its time. */
export function tagPayload(name: string, target: { sha: string; at: string }) {
  return {
    ref: `refs/tags/${name}`,
    before: target.sha.replace(/./g, '0'),
    after: target.sha,
    head_commit: { id: target.sha, timestamp: target.at },
    pushedAt: target.at,
  };
}
