import {
  artifactKey,
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { PackageURL } from 'packageurl-js';

/** Under what an artifact that a deployment names may be known. */
export interface ArtifactNames {
  /** Its own key, then those of releases and tags of the same version. */
  keys: string[];
  /** Of what is in it. */
  digest?: string;
}

const DIGEST = /^[a-z0-9]+:[0-9a-f]{32,128}$/i;
/** Types of package URL whose name is a repository. */
const FORGES: Record<string, string> = {
  bitbucket: 'bitbucket.org',
  github: 'github.com',
  gitlab: 'gitlab.com',
};

function readPurl(key: string): PackageURL | undefined {
  const text = key.replace(/^artifact:/, '');
  if (!text.startsWith('pkg:')) return undefined;
  try {
    return PackageURL.fromString(text);
  } catch {
    // Not every name of an artifact is one.
    return undefined;
  }
}

function repositoryOf({ type, namespace, name }: PackageURL) {
  return Object.hasOwn(FORGES, type)
    ? parseRepositoryName(`${FORGES[type]}/${namespace}/${name}`)
    : undefined;
}

/** A version as tags write it: with or without its `v`. */
const spellings = (version: string) =>
  version.startsWith('v')
    ? [version, version.slice(1)]
    : [version, `v${version}`];

/**
 * Names that an artifact may be known under, from its node key: the key; the
 * digest, which is the same in every registry; and where it says a version and
 * no digest, the tags of that version.
 *
 * @param repositories - those it may have been built from
 */
export function artifactNames(
  key: string,
  repositories: Iterable<RepositoryName | undefined>,
): ArtifactNames {
  const purl = readPurl(key);
  const version = purl?.version ?? undefined;
  if (version && DIGEST.test(version)) {
    return { keys: [key], digest: version.toLowerCase() };
  }
  if (!purl || !version) return { keys: [key] };
  const tags = [repositoryOf(purl), ...repositories].flatMap(repository =>
    repository
      ? spellings(version).map(tag => artifactKey(repository, tag))
      : [],
  );
  return { keys: [...new Set([key, ...tags])] };
}

/** The digest of an artifact: what it says itself, else what its key does. */
export function digestOfArtifact(
  key: string,
  said: unknown,
): string | undefined {
  return typeof said === 'string' && DIGEST.test(said)
    ? said.toLowerCase()
    : artifactNames(key, []).digest;
}
