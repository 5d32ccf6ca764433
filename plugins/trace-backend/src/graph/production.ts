/** Which environments are production, as the config says. */
export interface EnvironmentSettings {
  /** Patterns of names; undefined: as each source says. */
  production?: string[];
}

/** Whether an environment is production, where a source may have said so. */
export type IsProduction = (environment: string, said: boolean) => boolean;

/**
 * Whether a name is as a pattern says, in which `*` stands for any characters
 * and nothing else is special. Goes through the name once, whatever it is:
 * names come from whoever may send deployments.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const [first, ...others] = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  if (others.length === 0) return text === first;
  const last = others.pop()!;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.endsWith(last) && text.length - last.length >= position;
}

/** Where the config has patterns, they alone decide; else the source does. */
export function productionBy({
  production,
}: EnvironmentSettings): IsProduction {
  return production
    ? environment =>
        production.some(pattern => matchesPattern(pattern, environment))
    : (_, said) => said;
}
