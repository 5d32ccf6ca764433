/** A deployment whose commit is compared with that of the one before. */
export interface ComparedDeployment {
  id: string;
  scopeId: string;
  repoUrl: string;
  environment: string;
  /** ISO 8601. */
  startedDate: string;
  commitSha: string;
  /** Id of the deployment before. */
  previousId?: string;
}

/** A commit that `newSha` has over `oldSha`. */
export interface CommitDiff {
  newSha: string;
  /** Empty: there is nothing before. */
  oldSha: string;
  sha: string;
  /** From 1: its place in the walk. */
  sortingIndex: number;
}

/** Commit → parents, first parent first. */
type Parents = ReadonlyMap<string, readonly string[]>;

const byText = (a: string, b: string) => Number(a > b) - Number(a < b);

/** In the order of the walk: a commit, then all of its first parent, and so on. */
function walk(
  parents: Parents,
  from: string,
  except: ReadonlySet<string>,
): string[] {
  const met = new Set<string>();
  const stack = [from];
  while (stack.length > 0) {
    const sha = stack.pop()!;
    if (sha === '' || met.has(sha) || except.has(sha)) continue;
    met.add(sha);
    stack.push(...[...(parents.get(sha) ?? [])].reverse());
  }
  return [...met];
}

/**
 * What each deployment's commit has over that of the one before, as DevLake
 * counts it: in one direction, and without one before, all there is.
 *
 * @param scopes - the project's
 * @param parents - of commits in the project's repositories
 * @returns `pairs` are those that were compared, each once
 */
export function deploymentDiffs(
  deployments: ComparedDeployment[],
  scopes: ReadonlySet<string>,
  parents: Parents,
): { pairs: Array<{ newSha: string; oldSha: string }>; diffs: CommitDiff[] } {
  const byId = new Map(deployments.map(each => [each.id, each]));
  const ordered = deployments
    .filter(({ scopeId }) => scopes.has(scopeId))
    .sort(
      (a, b) =>
        byText(a.scopeId, b.scopeId) ||
        byText(a.repoUrl, b.repoUrl) ||
        byText(a.environment, b.environment) ||
        Date.parse(a.startedDate) - Date.parse(b.startedDate),
    );
  const pairs = new Map<string, { newSha: string; oldSha: string }>();
  for (const { commitSha: newSha, previousId } of ordered) {
    const oldSha = byId.get(previousId ?? '')?.commitSha ?? '';
    const pair = { newSha, oldSha };
    pairs.set(JSON.stringify(pair), pair);
  }
  const diffs = [...pairs.values()].flatMap(({ newSha, oldSha }) => {
    const before = new Set(walk(parents, oldSha, new Set()));
    return walk(parents, newSha, before).map((sha, index) => ({
      newSha,
      oldSha,
      sha,
      sortingIndex: index + 1,
    }));
  });
  return { pairs: [...pairs.values()], diffs };
}
