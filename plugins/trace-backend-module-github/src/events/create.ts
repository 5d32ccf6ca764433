import {
  ArtifactAttributes,
  artifactKey,
} from '@throughline/plugin-trace-common';
import {
  fact,
  facts,
  ignored,
  NormaliseError,
  readPayload,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { EventNormaliser } from '../result';
import { identifier, repository } from '../schemas';

const schema = z.object({
  ref: identifier,
  ref_type: identifier,
  repository,
});

/** `create`, of a tag. What it is on, only the push of the tag says. */
export const create: EventNormaliser = payload => {
  const { ref, ref_type: type, repository: of } = readPayload(schema, payload);
  if (type !== 'tag') {
    return ignored(`A ${type} was created; its pushes say what is in it.`);
  }
  if (!of.pushedAt) {
    throw new NormaliseError('repository.pushed_at', 'expected a time');
  }
  const key = artifactKey(of.name, ref);
  return facts(
    fact<ArtifactAttributes>(key, UNLESS_SAID_OTHERWISE, { subtype: 'tag' }),
    fact<ArtifactAttributes>(key, of.pushedAt, {
      tag: ref,
      url: `${of.url}/releases/tag/${encodeURIComponent(ref)}`,
      publishedAt: of.pushedAt,
    }),
  );
};
