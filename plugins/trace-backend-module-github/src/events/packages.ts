import {
  ArtifactAttributes,
  packageKey,
  storableText,
} from '@throughline/plugin-trace-common';
import {
  fact,
  facts,
  ignored,
  readPayload,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { PackageURL } from 'packageurl-js';
import { z } from 'zod';
import { EventNormaliser } from '../result';
import {
  identifier,
  instant,
  optionalPageAddress,
  readAction,
  repository,
  sha,
} from '../schemas';

const MAX_NAME = 200;
const MAX_TAG = 200;
const SHORT_DIGEST = 'sha256:'.length + 12;
const IMAGES = new Set(['container', 'docker']);
const FOLLOWED = new Set(['published', 'updated']);

const packageSchema = z.object({
  name: z
    .string()
    .max(MAX_NAME)
    .regex(/^(?:[\w.-]+\/)*[a-z0-9][\w.-]*$/i, 'expected the name of an image'),
  updated_at: instant,
  package_version: z.object({
    version: z
      .string()
      .regex(/^[a-z0-9]+:[0-9a-f]{32,128}$/, 'expected a digest'),
    html_url: optionalPageAddress,
    target_oid: z.unknown().optional(),
    container_metadata: z.unknown().optional(),
  }),
});
type Version = z.output<typeof packageSchema>['package_version'];

const tagSchema = z.object({ tag: z.object({ name: identifier }) });
const builtSchema = z.object({
  labels: z.object({ revision: sha, source: z.string() }),
});

/**
 * The commit that an image says it was built from, in the labels of the
 * [OCI image specification](https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md).
 * An image inherits those of the one it is based on, so they count only where
 * they name the repository that the package belongs to.
 */
function builtFrom(
  { container_metadata: metadata }: Version,
  repositoryName: string,
): string | undefined {
  const { labels } = builtSchema.safeParse(metadata).data ?? {};
  const source = repository.safeParse({ html_url: labels?.source }).data;
  return source?.name === repositoryName ? labels?.revision : undefined;
}

/**
 * `package` and `registry_package`, which tell of the same: an image that was
 * published. It is known by its digest, for a tag may move.
 *
 * `target_oid` is the commit that GitHub has for it, and does not document how.
 * So it counts as long as nothing else says what the image was built from.
 */
function packagesIn(field: 'package' | 'registry_package'): EventNormaliser {
  const typeSchema = z.object({
    [field]: z.object({ package_type: identifier }),
  });
  const schema = z.object({
    [field]: packageSchema,
    repository: repository.nullish(),
  });
  const read = (payload: unknown) => {
    const { repository: of, [field]: held } = readPayload(schema, payload) as {
      repository?: z.output<typeof repository> | null;
    } & Record<typeof field, z.output<typeof packageSchema>>;
    return { of, held };
  };
  return payload => {
    const action = readAction(payload);
    if (!FOLLOWED.has(action)) {
      return ignored(`A package being "${action}" is nothing we follow.`);
    }
    const { package_type: type } = readPayload(typeSchema, payload)[field];
    if (!IMAGES.has(type.toLowerCase())) {
      return ignored(
        `A package of the kind "${type}": only images are followed.`,
      );
    }
    const { of, held } = read(payload);
    const { package_version: version, updated_at: at } = held;
    const { version: digest } = version;
    const tag = tagSchema.safeParse(version.container_metadata).data?.tag.name;
    const key = packageKey(
      new PackageURL(
        'oci',
        undefined,
        held.name.split('/').at(-1)!,
        digest,
      ).toString(),
    );
    const target = of && sha.safeParse(version.target_oid).data;
    const built = of && builtFrom(version, of.name);
    return facts(
      fact<ArtifactAttributes>(key, at, {
        subtype: 'image',
        name: held.name,
        tag: tag && storableText(tag, MAX_TAG),
        digest,
        url: version.html_url,
        publishedAt: at,
        ...(of && built && { sha: built, repository: of.name }),
      }),
      // One platform's part of an image, or what vouches for it, has no tag.
      fact<ArtifactAttributes>(
        key,
        UNLESS_SAID_OTHERWISE,
        {
          tag: digest.slice(0, SHORT_DIGEST),
          ...(of && target && { sha: target, repository: of.name }),
        },
        -1,
      ),
    );
  };
}

export const packageEvent = packagesIn('package');
export const registryPackageEvent = packagesIn('registry_package');
