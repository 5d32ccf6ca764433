import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { requireKnownKeys } from '@throughline/backend-kit';

/**
 * Reads `trace.events`.
 *
 * @returns topic → id of the source whose deliveries it holds
 * @throws InputError naming the path of a value that cannot be used
 */
export function readEventsConfig(root: Config): Map<string, string> {
  const path = 'trace.events';
  const config = root.getOptionalConfig(path);
  requireKnownKeys(config, path, ['topics']);
  // Topics have dots, as in `github.push`: they are no paths of the config.
  const topics = config?.getOptional('topics') ?? {};
  if (typeof topics !== 'object' || Array.isArray(topics)) {
    throw new InputError(
      `${path}.topics must map topics to sources, e.g. github: github`,
    );
  }
  return new Map(
    Object.entries(topics).map(([topic, source]) => {
      if (typeof source === 'string' && source !== '') return [topic, source];
      throw new InputError(
        `${path}.topics.${topic} must be the id of a source in trace.sources, got ${JSON.stringify(
          source,
        )}`,
      );
    }),
  );
}
