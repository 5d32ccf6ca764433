import { LIMITS } from './limits';
import { SarifResult, SarifRun } from './schema';

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A path that was written as it is, with a per cent sign in it.
    return uri;
  }
}

/**
 * Where in the repository a result is. Tools write paths from its root; what is
 * an address, or leads out of it, is no path in it.
 */
export function pathOf(run: SarifRun, result: SarifResult): string | undefined {
  const place = result.locations?.[0]?.physicalLocation?.artifactLocation;
  const uri =
    place?.uri ?? run.artifacts?.[place?.index ?? -1]?.location?.uri ?? '';
  if (uri === '' || /^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined;
  const path = decoded(uri)
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '');
  const leaves = path.split('/').includes('..');
  return leaves || path === '' || path.length > LIMITS.path ? undefined : path;
}

/** The line it begins in. */
export function lineOf(result: SarifResult): number | undefined {
  return result.locations?.[0]?.physicalLocation?.region?.startLine;
}

/**
 * What tells a result from others of its rule and file, however the lines
 * around it move: the tool's fingerprints, else the code that it shows, else
 * where it is.
 */
export function identityOf(result: SarifResult): unknown {
  const fingerprints = Object.entries(result.partialFingerprints ?? {});
  if (fingerprints.length > 0) {
    return fingerprints.sort(([a], [b]) => (a < b ? -1 : 1));
  }
  const region = result.locations?.[0]?.physicalLocation?.region;
  const snippet = region?.snippet?.text?.replace(/\s+/g, ' ').trim();
  return snippet || [region?.startLine ?? 0, result.message?.text ?? ''];
}
