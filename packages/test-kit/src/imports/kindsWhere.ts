import { Registers } from '@throughline/plugin-trace-common';

/**
 * Kinds of registers that `compare` finds, sorted: `commit.paths`,
 * `pipelineRun.attempt`.
 *
 * @param compare - given each value of `all`, and what `other` has in its place,
 *   as JSON
 */
export function kindsWhere(
  all: Map<string, Registers>,
  other: Map<string, Registers>,
  compare: (mine: string, others: string | undefined) => boolean,
): string[] {
  const kinds = new Set<string>();
  for (const [subject, registers] of all) {
    for (const [name, { value }] of Object.entries(registers)) {
      const register = other.get(subject)?.[name];
      const others = register && JSON.stringify(register.value);
      if (compare(JSON.stringify(value), others)) {
        kinds.add(`${subject.split(':')[0]}.${name.split(':')[0]}`);
      }
    }
  }
  return [...kinds].sort();
}
