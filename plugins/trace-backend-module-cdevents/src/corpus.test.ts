import { InputError } from '@backstage/errors';
import addFormats from 'ajv-formats';
import Ajv, { AnySchemaObject, ValidateFunction } from 'ajv/dist/2020';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Event, requestOf, sent, structured } from './__testUtils__/events';
import { cdeventsConnector } from './cdeventsConnector';
import { EVENT_TYPES } from './schema/contents';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpora = resolve(repositoryRoot(), '../shared/corpora');
const corpus = join(corpora, 'cdevents');
const older = join(corpora, 'webhooks/github-cdevents/expected');

function jsonIn<T>(directory: string): Array<{ file: string; value: T }> {
  return existsSync(directory)
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.json'))
        .sort()
        .map(file => ({
          file,
          value: JSON.parse(readFileSync(join(directory, file), 'utf8')),
        }))
    : [];
}

const events = jsonIn<Event>(join(corpus, 'conformance'));
const schemas = jsonIn<AnySchemaObject>(join(corpus, 'schemas'));
const olderEvents = jsonIn<Event>(older);

/** `it.each` takes no empty list, even where it is skipped. */
const orNone = (files: string[]) => (files.length > 0 ? files : ['none']);

/** The published schema of an event's type. */
function publishedValidators(): Map<unknown, ValidateFunction> {
  // Theirs have keywords of other drafts, which `strict` would not take.
  const ajv = addFormats(new Ajv({ strict: false }));
  for (const { value } of schemas) ajv.addSchema(value);
  return new Map(
    schemas
      .filter(({ value }) => value.properties?.context)
      .map(({ value }) => [
        value.properties.context.properties.type.enum[0],
        ajv.getSchema(value.$id!)!,
      ]),
  );
}

type Path = Array<string | number>;

function pathsIn(value: unknown, at: Path = []): Path[] {
  const children =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) =>
          pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return at.length > 0 ? [at, ...children] : children;
}

/** A copy with another value at a path; `undefined` takes it away. */
function changed(event: Event, path: Path, value: unknown): Event {
  const copy = structuredClone(event);
  let holder = copy as unknown as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  const last = path[path.length - 1];
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** `context.links[0].target` */
const nameOf = (path: Path) =>
  path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

const objectsIn = (event: Event) =>
  [[], ...pathsIn(event)].filter(path => {
    const at = path.reduce<unknown>(
      (value, part) => Object(value)[part],
      event,
    );
    return typeof at === 'object' && at !== null && !Array.isArray(at);
  });

/** Everything that is broken in an event, and where. */
function broken(event: Event): Array<{ at: Path; event: Event }> {
  const everywhere = pathsIn(event);
  return [
    ...everywhere.flatMap(at =>
      [undefined, 7, '', 'no time & no address:', {}, []].map(value => ({
        at,
        event: changed(event, at, value),
      })),
    ),
    ...objectsIn(event).map(path => {
      const at = [...path, 'somethingElse'];
      return { at, event: changed(event, at, 'x') };
    }),
  ];
}

/** What the door says of an event that stands in a body as it is. */
async function verdictOn(event: Event): Promise<string | undefined> {
  try {
    await cdeventsConnector.identify(requestOf(event));
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const describeCorpus = events.length > 0 ? describe : describe.skip;

describeCorpus(
  'the published events (skipped without ../shared/corpora/cdevents)',
  () => {
    const published = publishedValidators();
    const names = orNone(events.map(({ file }) => file));
    const named = (file: string) =>
      events.find(event => event.file === file)!.value;

    it('are all there, and so are their types', () => {
      expect(events).toHaveLength(45);
      expect(EVENT_TYPES.size).toBe(45);
      expect(
        [...EVENT_TYPES]
          .map(([name, { version }]) => `${name}.${version}`)
          .sort(),
      ).toEqual(
        [...published.keys()]
          .map(type => String(type).replace('dev.cdevents.', ''))
          .sort(),
      );
    });

    it.each(names)('is taken and becomes facts: %s', async file => {
      const event = named(file);
      expect(published.get(event.context.type)!(event)).toBe(true);
      const normalised = await sent(structured(event));
      expect(normalised).toMatchObject({ outcome: 'facts' });
      const { facts } = normalised as Extract<
        typeof normalised,
        { outcome: 'facts' }
      >;
      // Besides what holds unless said otherwise, there is what happened then.
      const at = new Date(String(event.context.timestamp)).toISOString();
      expect(facts.map(fact => fact.at)).toContain(at);
      expect(facts.every(({ subject }) => /^\w+:.+/.test(subject))).toBe(true);
    });

    it.each(names)(
      'is refused, naming the place, exactly where its schema refuses it: %s',
      async file => {
        const event = named(file);
        const validate = published.get(event.context.type)!;
        const cases = broken(event);
        const disagreements: unknown[] = [];
        let refused = 0;
        for (const { at, event: given } of cases) {
          const message = await verdictOn(given);
          if (validate(given) !== (message === undefined)) {
            disagreements.push([nameOf(at), message, validate.errors]);
          }
          if (message === undefined) continue;
          refused += 1;
          // The place that was broken, or one in or around it.
          const [, field = ''] = /"([^"]*)"/.exec(message) ?? [];
          const place = nameOf(at);
          if (!field.startsWith(place) && !place.startsWith(field)) {
            disagreements.push([place, message]);
          }
        }
        expect(disagreements).toEqual([]);
        expect(refused).toBeGreaterThan(20);
      },
    );
  },
);

const describeOlder = olderEvents.length > 0 ? describe : describe.skip;

describeOlder(
  'events of 0.4.1 (skipped without ../shared/corpora/webhooks)',
  () => {
    it.each(orNone(olderEvents.map(({ file }) => file)))(
      'is taken and becomes facts: %s',
      async file => {
        const { value } = olderEvents.find(event => event.file === file)!;
        expect(value.context.version).toBe('0.4.1');
        expect(await sent(structured(value))).toMatchObject({
          outcome: 'facts',
        });
      },
    );
  },
);
