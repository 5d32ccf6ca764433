/** A row of DevLake's `cicd_deployment_commits`, as far as it counts here. */
export interface DeploymentCommit {
  id: string;
  /** `SUCCESS`, `FAILURE` … */
  result: string;
  /** ISO 8601; missing while it runs. */
  finishedDate?: string;
  scopeId: string;
  repoUrl?: string;
  environment?: string;
}

/**
 * The successful deployment before each one, as DevLake defines it: within its
 * scope, repository and environment, by the time it finished. One that is not
 * of the project's scopes, did not succeed, is not over, or has no repository
 * or environment, neither has nor is anyone's previous one.
 *
 * @param scopes - the project's
 * @returns id → id of the one before; the first of a group is not in it
 */
export function previousDeployments(
  deployments: DeploymentCommit[],
  scopes: ReadonlySet<string>,
): Map<string, string> {
  const groups = new Map<string, DeploymentCommit[]>();
  for (const deployment of deployments) {
    const { result, finishedDate, scopeId, repoUrl, environment } = deployment;
    const counts = finishedDate && repoUrl && environment;
    if (!counts || result !== 'SUCCESS' || !scopes.has(scopeId)) continue;
    const group = JSON.stringify([scopeId, repoUrl, environment]);
    groups.set(group, [...(groups.get(group) ?? []), deployment]);
  }
  const finished = (deployment: DeploymentCommit) =>
    Date.parse(deployment.finishedDate!);
  const previous = new Map<string, string>();
  for (const group of groups.values()) {
    const ordered = [...group].sort((a, b) => finished(a) - finished(b));
    ordered.slice(1).forEach(({ id }, index) => {
      previous.set(id, ordered[index].id);
    });
  }
  return previous;
}
