import {
  ArtifactAttributes,
  changeKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent, Content } from '../event';
import { fallback } from './fact';
import { readForgeAddress, repositoryOf } from './forgeAddress';
import { NamedArtifact, readArtifactId } from './purl';

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** What an artifact is, as far as its identifier tells whoever names it. */
export function identityFacts({
  key,
  attributes,
  shortVersion,
}: NamedArtifact): Fact[] {
  // Always the same for an identifier, so there is nothing to come later.
  return [
    fallback<ArtifactAttributes>(key, attributes),
    ...(attributes.tag
      ? []
      : [fallback<ArtifactAttributes>(key, { tag: shortVersion }, -1)]),
  ];
}

/** Registers besides those that the graph knows: what became of it. */
interface Fate {
  /** Node key of the change it was packaged for. */
  change: string;
  signedAt: string;
  downloadedAt: string;
  deletedAt: string;
}

interface Origin {
  sha?: string;
  repository?: RepositoryName;
  change?: string;
}

/** What it was packaged from: a commit, or a change by number or address. */
function originOf(change: NonNullable<Content['change']>): Origin {
  const address = readForgeAddress(change.id);
  if (address?.of === 'commit') {
    return { sha: address.id, repository: address.repository };
  }
  if (address?.of === 'change') {
    return { change: changeKey(address.repository, Number(address.id)) };
  }
  const repository =
    change.source === undefined
      ? undefined
      : repositoryOf({ id: change.source });
  if (!repository) return {};
  if (SHA.test(change.id)) return { sha: change.id.toLowerCase(), repository };
  return /^#?\d{1,9}$/.test(change.id)
    ? { change: changeKey(repository, Number(change.id.replace('#', ''))) }
    : {};
}

/** `artifact.*`: who did it is not kept, nor the signature. */
export function artifactFacts(
  { name, subject, content }: CdEvent,
  at: string,
): Fact[] {
  const artifact = readArtifactId(subject.id, subject.source);
  const { key } = artifact;
  const said = (attributes: Partial<ArtifactAttributes & Fate>) => [
    ...identityFacts(artifact),
    fact<ArtifactAttributes & Fate>(key, at, attributes),
  ];
  switch (name) {
    case 'artifact.packaged':
      return [
        ...said(originOf(content.change ?? { id: '' })),
        // What is never published is there from now on all the same.
        fallback<ArtifactAttributes>(key, { publishedAt: at }),
      ];
    case 'artifact.published':
      return said({ publishedAt: at });
    case 'artifact.signed':
      return said({ signedAt: at });
    case 'artifact.downloaded':
      return said({ downloadedAt: at });
    default:
      return said({ deletedAt: at });
  }
}
