import { lastAttempt } from './summariseTests';
import { GraphNode } from './types';

/** Names by which scanners for weaknesses report on a commit. */
const SCANNER =
  /\b(?:code ?ql|code scanning|advanced security|dependency[ -]review|secret[ -]scanning|snyk|trivy|semgrep|grype|gitleaks|trufflehog|checkov|gosec|bandit|brakeman|osv-scanner|sast)\b/i;

/** Whether a run is one of a scanner for weaknesses, and so no test. */
export function isSecurityCheck({ title }: GraphNode): boolean {
  return SCANNER.test(title);
}

/** What scans of a commit say together, and when the last of them said so. */
export interface SecurityVerdict {
  passed: boolean;
  /** ISO 8601. */
  at: string;
}

/**
 * What the scanners' checks of one commit say: passed when none of them failed
 * or still runs.
 *
 * @returns undefined where no scanner reported on it
 */
export function securityOfChecks(
  checks: GraphNode[],
  sha: string,
): SecurityVerdict | undefined {
  const own = checks.filter(
    check => check.state.sha === sha && isSecurityCheck(check),
  );
  const passed = own.every(({ state }) => {
    const attempt = lastAttempt(state);
    return (
      attempt?.conclusion !== undefined &&
      ['success', 'neutral', 'skipped'].includes(attempt.conclusion)
    );
  });
  const at = own
    .map(node => node.at)
    .sort()
    .at(-1);
  return at === undefined ? undefined : { passed, at };
}
