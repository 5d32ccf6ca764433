const PRODUCTION = /^prod(?:uction)?\b/i;

/**
 * Whether an environment sounds like production, where its sender does not say:
 * `production`, `prod`, `prod-eu`.
 */
export function soundsLikeProduction(environment: string): boolean {
  return PRODUCTION.test(environment);
}
