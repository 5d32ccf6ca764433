import {
  ArtifactAttributes,
  packageKey,
  parseRepositoryName,
  RepositoryName,
  storableText,
} from '@throughline/plugin-trace-common';
import { PackageURL } from 'packageurl-js';
import { SYSTEM, digestOf } from './fact';

/** An artifact, as its identifier alone tells. */
export interface NamedArtifact {
  /** Node key. */
  key: string;
  attributes: Pick<ArtifactAttributes, 'subtype'> &
    Partial<
      Pick<ArtifactAttributes, 'tag' | 'name' | 'digest' | 'sha' | 'repository'>
    >;
  /** What to call its version where nobody says. */
  shortVersion: string;
}

const MAX_PURL = 1_000;
const MAX_NAME = 500;
const MAX_TAG = 200;
const IMAGE_TYPES = new Set(['oci', 'docker']);
const DIGEST = /^[a-z0-9]+:[0-9a-f]{32,128}$/i;
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const SHORT_DIGEST = 'sha256:'.length + 12;
/** Where it is or came from: nothing that tells it from other packages. */
const INCIDENTAL = ['vcs_url', 'download_url', 'checksum', 'file_name'];
/** Types that name a repository of their host, with a commit as version. */
const FORGES: Record<string, string> = {
  bitbucket: 'bitbucket.org',
  github: 'github.com',
  gitlab: 'gitlab.com',
};

/** `git+https://host/owner/name.git@<sha>` (SPDX download location) */
function readVcsUrl(text: string | undefined) {
  const [, address, sha] =
    /^(.{1,900})@([0-9a-f]{40,64})$/i.exec(text ?? '') ?? [];
  if (!address || !SHA.test(sha)) return undefined;
  const repository = parseRepositoryName(address);
  return repository ? { repository, sha: sha.toLowerCase() } : undefined;
}

/** The commit that a package is of, where its own name says so. */
function commitOf({
  type,
  namespace,
  name,
  version,
  qualifiers,
}: PackageURL): { repository: RepositoryName; sha: string } | undefined {
  const said = readVcsUrl(qualifiers?.vcs_url);
  if (said || !version || !SHA.test(version)) return said;
  const host = Object.hasOwn(FORGES, type) ? `${FORGES[type]}/` : '';
  if (!host && type !== 'golang') return undefined;
  const path = `${host}${namespace}/${name}`;
  const repository = /^[^/]+\.[^/]+\//.test(path)
    ? parseRepositoryName(path)
    : undefined;
  return repository ? { repository, sha: version.toLowerCase() } : undefined;
}

/** One spelling of an identifier, so that all who name it have one key. */
function keyOf({
  type,
  namespace,
  name,
  version,
  qualifiers,
  subpath,
}: PackageURL): string {
  // A digest is of nothing else, wherever it is kept and whatever it is tagged.
  const telling =
    version && DIGEST.test(version)
      ? []
      : Object.entries(qualifiers ?? {}).filter(
          ([key]) => !INCIDENTAL.includes(key),
        );
  const plain = new PackageURL(
    type,
    namespace,
    name,
    version,
    telling.length > 0 ? Object.fromEntries(telling) : undefined,
    subpath,
  );
  return packageKey(plain.toString());
}

function readPurl(id: string): NamedArtifact | undefined {
  if (id.length > MAX_PURL) return undefined;
  let purl: PackageURL;
  let key: string;
  try {
    purl = PackageURL.fromString(id);
    key = keyOf(purl);
  } catch {
    return undefined;
  }
  const { type, namespace, name, version, qualifiers } = purl;
  const digest = version && DIGEST.test(version) ? version : undefined;
  const tag = qualifiers?.tag ?? (digest ? undefined : version ?? undefined);
  return {
    key: storableText(key, key.length),
    attributes: {
      subtype: IMAGE_TYPES.has(type) ? 'image' : 'package',
      name: storableText([namespace, name].filter(Boolean).join('/'), MAX_NAME),
      tag: tag && storableText(tag, MAX_TAG),
      digest,
      ...commitOf(purl),
    },
    shortVersion: digest ? digest.slice(0, SHORT_DIGEST) : tag ?? name,
  };
}

/**
 * An artifact by its identifier, which should be a package URL
 * (https://github.com/package-url/purl-spec); any other text names one too.
 */
export function readArtifactId(id: string, source: string): NamedArtifact {
  const named = storableText(id, MAX_TAG);
  return (
    readPurl(id) ?? {
      key: `artifact:${SYSTEM}/${digestOf(source, id)}`,
      attributes: { subtype: 'package', name: named },
      shortVersion: named,
    }
  );
}
