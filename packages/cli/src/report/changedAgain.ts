import { ReportChange } from './types';

/**
 * When another change first changed one of a change's paths again, by change.
 * Only what was merged changes anything.
 */
export function changedAgain(
  changes: ReportChange[],
): Map<ReportChange, string> {
  const again = new Map<ReportChange, string>();
  const nextByPath = new Map<string, string>();
  const latestFirst = changes
    .filter(({ mergedAt }) => mergedAt)
    .sort((a, b) => b.mergedAt!.localeCompare(a.mergedAt!));
  for (const change of latestFirst) {
    const paths = change.paths ?? [];
    const next = paths
      .flatMap(path => nextByPath.get(path) ?? [])
      .reduce<string | undefined>(
        (first, at) => (first === undefined || at < first ? at : first),
        undefined,
      );
    if (next !== undefined) again.set(change, next);
    paths.forEach(path => nextByPath.set(path, change.mergedAt!));
  }
  return again;
}
