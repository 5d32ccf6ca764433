import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { requireKnownKeys } from '@throughline/backend-kit';
import { compilePattern, UnusablePattern } from './compilePattern';
import { TicketPatternSettings, TicketSettings } from './settings';

const PATH = 'trace.tickets.patterns';
const MAX_PATTERNS = 50;
const MAX_ENTITIES = 1_000;

function readEntities(config: Config, path: string): string[] | undefined {
  const refs = config.getOptionalStringArray('entities');
  if (refs && (refs.length === 0 || refs.length > MAX_ENTITIES)) {
    throw new InputError(
      `${path}.entities has ${refs.length} entities; it must have 1 to ${MAX_ENTITIES}, or be left out for all`,
    );
  }
  return refs?.map((text, index) => {
    try {
      return stringifyEntityRef(parseEntityRef(text.trim()));
    } catch {
      throw new InputError(
        `${path}.entities[${index}] is "${text}"; it must be the full ref of an entity, e.g. component:default/shop`,
      );
    }
  });
}

function readUrl(config: Config, path: string): string | undefined {
  const url = config.getOptionalString('url');
  if (url === undefined) return undefined;
  const filled = url.replace(/\{(?:key|id)\}/g, '1');
  const isAddress =
    URL.canParse(filled) && /^https?:$/.test(new URL(filled).protocol);
  if (!isAddress || filled === url) {
    throw new InputError(
      `${path}.url is "${url}"; it must be a web address with {key} or {id} in it, e.g. https://acme.example/tickets/{key}`,
    );
  }
  return url;
}

function readPattern(config: Config, index: number): TicketPatternSettings {
  const path = `${PATH}[${index}]`;
  requireKnownKeys(config, path, ['pattern', 'key', 'entities', 'url']);
  const settings: TicketPatternSettings = {
    pattern: config.getString('pattern'),
    key: config.getString('key').trim(),
    entities: readEntities(config, path),
    url: readUrl(config, path),
  };
  try {
    compilePattern(settings);
  } catch (error) {
    if (!(error instanceof UnusablePattern)) throw error;
    throw new InputError(
      `${path}.${error.part} is "${settings[error.part]}"; ${error.message}`,
    );
  }
  return settings;
}

/**
 * Reads `trace.tickets.patterns`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readTicketSettings(root: Config): TicketSettings {
  const patterns = root.getOptionalConfigArray(PATH) ?? [];
  if (patterns.length > MAX_PATTERNS) {
    throw new InputError(
      `${PATH} has ${patterns.length} patterns; it may have ${MAX_PATTERNS}`,
    );
  }
  return { patterns: patterns.map(readPattern) };
}
