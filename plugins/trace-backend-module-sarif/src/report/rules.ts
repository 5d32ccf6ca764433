import { Severity } from '@throughline/plugin-trace-common';
import { SarifResult, SarifRule, SarifRun } from './schema';

/**
 * The rule of a result: where `rule` or `ruleIndex` points (SARIF 2.1.0
 * §3.27.6), else the one of its id; hierarchical ids (§3.27.5) are of the rule
 * they begin with.
 */
export function ruleOf(
  { tool }: SarifRun,
  result: SarifResult,
): SarifRule | undefined {
  const { extensions = [], driver } = tool;
  const component =
    extensions[result.rule?.toolComponent?.index ?? -1] ?? driver;
  const pointed =
    component.rules?.[result.rule?.index ?? result.ruleIndex ?? -1];
  if (pointed) return pointed;
  const id = result.rule?.id ?? result.ruleId;
  const all = [driver, ...extensions].flatMap(({ rules = [] }) => rules);
  return all.find(
    rule => rule.id === id || (id ?? '').startsWith(`${rule.id}/`),
  );
}

/** What a result calls its rule. */
export function ruleIdOf(
  result: SarifResult,
  rule: SarifRule | undefined,
): string {
  return result.ruleId ?? result.rule?.id ?? rule?.id ?? 'unnamed rule';
}

/** CVSS 3.1's ratings of scores, which `security-severity` is one of. */
function ofScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'note';
}

const OF_LEVEL: Record<string, Severity> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'note',
};

/**
 * How bad a result is: the score of the result or its rule, else its level.
 * Without one it is a warning (SARIF 2.1.0 §3.27.10).
 */
export function severityOf(
  result: SarifResult,
  rule: SarifRule | undefined,
): Severity {
  const said =
    result.properties?.['security-severity'] ??
    rule?.properties?.['security-severity'];
  const score = said === undefined || said === '' ? NaN : Number(said);
  if (score >= 0 && score <= 10) return ofScore(score);
  const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  return OF_LEVEL[level];
}

const ADVISORY = /^(?:CVE-\d|GHSA-|PYSEC-|RUSTSEC-|SNYK-|GO-\d{4}-)/i;
const SECRETS = /\bsecrets?\b|gitleaks|trufflehog/i;

/** What kind of weakness a rule is about. */
export function subtypeOf(
  tool: string,
  ruleId: string,
  rule: SarifRule | undefined,
): 'code' | 'dependency' | 'secret' {
  const tags = rule?.properties?.tags ?? [];
  if ([tool, ...tags].some(word => SECRETS.test(word))) return 'secret';
  return ADVISORY.test(ruleId) ? 'dependency' : 'code';
}
