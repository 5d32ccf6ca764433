import { JsonObject, JsonValue } from '@backstage/types';
import { replaceWords } from '@throughline/backend-kit';
import { Actor, Fact, repositoryOfKey } from '@throughline/plugin-trace-common';
import { MarkFinder } from './MarkFinder';

/**
 * Fields that hold hashes, times and words of our own. A login may be such a
 * word; what it means here must not change.
 */
const NOT_WRITTEN_BY_PEOPLE = new Set([
  'after',
  'at',
  'before',
  'conclusion',
  'fingerprint',
  'headSha',
  'mergeSha',
  'parents',
  'previous',
  'says',
  'sha',
  'state',
  'status',
  'subtype',
  'type',
  'verb',
  'verdict',
  'where',
]);

const ACTOR_TYPES = ['person', 'bot', 'unknown'];

function isActor(value: JsonObject): value is JsonObject & Actor {
  return (
    ACTOR_TYPES.includes(String(value.type)) &&
    (typeof value.login === 'string' || typeof value.name === 'string')
  );
}

/** Goes through a fact, with what is to be found on its forge. */
class Eraser {
  constructor(
    private readonly finder: MarkFinder,
    private readonly host: string | undefined,
  ) {}

  text(text: string): string {
    return replaceWords(text, this.finder, this.host);
  }

  value(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map(item => this.value(item));
    if (value === null || typeof value !== 'object') return value;
    const object = value as JsonObject;
    return isActor(object) ? this.actor(object) : this.fields(object);
  }

  fields(object: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(object).flatMap(([name, value]) => {
        if (value === undefined) return [];
        const kept = NOT_WRITTEN_BY_PEOPLE.has(name);
        return [[this.name(name), kept ? value : this.value(value)]];
      }),
    );
  }

  /** Of a collection's register, such as `push:<hash>:<branch>`, its id. */
  private name(name: string): string {
    const colon = name.indexOf(':');
    return colon < 0
      ? name
      : `${name.slice(0, colon + 1)}${this.text(name.slice(colon + 1))}`;
  }

  /**
   * One that is recognised by login or by name is erased in both. A login that
   * is a word of somebody else's name does not make them the same.
   */
  private actor(actor: JsonObject & Actor): JsonObject {
    const { login, name, type } = actor;
    const byLogin =
      login === undefined ? undefined : this.finder.whole(login, this.host);
    const byName =
      name === undefined
        ? undefined
        : (login === undefined ? this.finder : this.finder.names).whole(
            name,
            this.host,
          );
    const known = byLogin ?? byName;
    if (!known) {
      return name === undefined
        ? actor
        : { ...actor, name: replaceWords(name, this.finder.names) };
    }
    return {
      ...(login === undefined
        ? {}
        : { login: byLogin?.text ?? known.pseudonym }),
      ...(name === undefined ? {} : { name: known.pseudonym }),
      type,
    };
  }
}

/** The forge that a node key speaks of. */
function hostOf(key: string): string | undefined {
  const repository = repositoryOfKey(key);
  return repository?.slice(0, repository.indexOf('/'));
}

/**
 * A fact without the people who were erased: actors by their pseudonym, and
 * texts, keys and branches with it in place of their logins, names and
 * addresses. The same fact when none of them is in it.
 */
export function eraseFromFact(fact: Fact, finder: MarkFinder): Fact {
  const eraser = new Eraser(finder, hostOf(fact.subject));
  const subject = eraser.text(fact.subject);
  const attributes = eraser.fields(fact.attributes);
  const same =
    subject === fact.subject &&
    JSON.stringify(attributes) === JSON.stringify(fact.attributes);
  return same ? fact : { ...fact, subject, attributes };
}

/** What is known of an entity, with its repository's key as facts have it. */
export function eraseFromEntity<
  T extends { repository?: string; paths: string[]; services: string[] },
>(config: T, finder: MarkFinder): T {
  const host = config.repository?.slice(0, config.repository.indexOf('/'));
  const erase = (text: string) => replaceWords(text, finder, host);
  return {
    ...config,
    repository: config.repository && erase(config.repository),
    paths: config.paths.map(erase),
    services: config.services.map(erase),
  };
}
