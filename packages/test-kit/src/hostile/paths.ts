/** Where in a payload; numbers are places in lists. */
export type Path = Array<string | number>;

/** Every place in a payload but the payload itself. */
export function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const children = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length > 0 ? [at, ...children] : children;
}

/** `commits[0].id` */
export function textOf(path: Path): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A copy with another value, or none, at a path. */
export function changed<T extends object>(
  payload: T,
  path: Path,
  value: unknown,
): T {
  // No structured clone: there, what stands in two places stays one thing.
  const copy = JSON.parse(JSON.stringify(payload)) as T;
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}
