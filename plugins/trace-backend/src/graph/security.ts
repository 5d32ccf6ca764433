import {
  SecuritySummary,
  SEVERITIES,
  Severity,
} from '@throughline/plugin-trace-common';

import { SecurityVerdict } from './securityChecks';

/** A finding of a change's last commit that the default branch does not have. */
export interface NewFinding {
  tool: string;
  severity: Severity;
  /** People live with it, as of now. */
  excepted: boolean;
}

/** What is known of the scans of a change's last commit. */
export interface SecurityParts {
  findings: NewFinding[];
  /** Scanners that looked at it. */
  tools: string[];
  /** ISO 8601: when the last of them did. */
  at: string;
  /** Findings from this severity on hold the change up. */
  blockFrom: Severity;
}

/**
 * What scans say of a change: how many findings it brings, how many of them
 * people live with, and whether it is held up.
 *
 * @param parts - undefined where nothing scanned its last commit
 */
export function securityOf(
  parts: SecurityParts | undefined,
): SecuritySummary | undefined {
  if (!parts) return undefined;
  const { findings, tools, at, blockFrom } = parts;
  const open = findings.filter(({ excepted }) => !excepted);
  const worst = Math.min(
    ...open.map(({ severity }) => SEVERITIES.indexOf(severity)),
  );
  return {
    open: open.length,
    excepted: findings.length - open.length,
    ...(open.length > 0 && { highest: SEVERITIES[worst] }),
    tools: [...new Set(tools)].sort(),
    blocking: worst <= SEVERITIES.indexOf(blockFrom),
    at,
  };
}

/** What checks and scans say of a commit together: passed when both did. */
export function verdictOf(
  checks: SecurityVerdict | undefined,
  scans: SecuritySummary | undefined,
): SecurityVerdict | undefined {
  if (!scans) return checks;
  const { at, blocking } = scans;
  return {
    passed: !blocking && checks?.passed !== false,
    at: checks && checks.at > at ? checks.at : at,
  };
}
