import addFormats from 'ajv-formats';
import Ajv, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { EventError } from '../EventError';
import { EVENT_TYPES } from './contents';
import {
  ANY_EVENT,
  CUSTOM_EVENT,
  eventSchema,
  olderEventSchema,
} from './eventSchema';
import { Schema } from './parts';

const CUSTOM = /^dev\.cdeventsx\.[a-z0-9]+-[a-z]+\.[a-z]+\.\d[\w.+-]*$/;
const STANDARD = /^dev\.cdevents\.([a-z]+\.[a-z]+)\.(0\.\d+\.\d+)$/;

const ajv = addFormats(new Ajv({ discriminator: true, allowUnionTypes: true }));
const compiled = new Map<string, ValidateFunction>();

/** Compiled when first asked for: most senders send few types. */
function validatorOf(id: string, schema: () => Schema): ValidateFunction {
  const known = compiled.get(id);
  if (known) return known;
  const validate = ajv.compile(schema());
  compiled.set(id, validate);
  return validate;
}

/** `/context/links/0/target` → `context.links[0].target` (RFC 6901 §4) */
function fieldAt(pointer: string, below?: string): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  return [...parts, ...(below === undefined ? [] : [below])]
    .map(part => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

const FORMATS = new Map([
  ['date-time', 'a time with its zone, e.g. 2026-03-01T10:00:00Z'],
  ['uri', 'an address with its scheme, e.g. https://…'],
  ['uri-reference', 'an address, or the path of one'],
]);
const TYPES = new Map([
  ['array', 'a list'],
  ['object', 'an object'],
  ['string', 'a text'],
  ['null', 'null'],
]);

const listed = (values: string[]) => values.join(' or ');

/** What is wrong, for the sender. Values are not quoted: they may be words. */
function toEventError({
  keyword,
  instancePath,
  params,
}: ErrorObject): EventError {
  const field = fieldAt(instancePath);
  const must = (be: string) =>
    new EventError(field || 'body', `The field "${field}" must be ${be}`);
  switch (keyword) {
    case 'required': {
      const missing = fieldAt(instancePath, params.missingProperty);
      return new EventError(missing, `The field "${missing}" is missing`);
    }
    case 'additionalProperties': {
      const unknown = fieldAt(instancePath, params.additionalProperty);
      return new EventError(
        unknown,
        `The field "${unknown}" is not known to events of this type`,
      );
    }
    case 'type':
      return must(
        listed([params.type].flat().map(type => TYPES.get(type) ?? type)),
      );
    case 'enum':
      return must(
        listed(params.allowedValues.map((value: unknown) => `"${value}"`)),
      );
    case 'format':
      return must(FORMATS.get(params.format) ?? params.format);
    case 'minLength':
      return must('a text of at least one character');
    case 'discriminator': {
      const at = fieldAt(instancePath, params.tag);
      return new EventError(
        at,
        `The field "${at}" must be "END", "PATH" or "RELATION"`,
      );
    }
    default:
      return must(`as CDEvents has it (${keyword})`);
  }
}

function check(validate: ValidateFunction, value: unknown): void {
  if (!validate(value)) throw toEventError(validate.errors![0]);
}

function isOlder(context: object): boolean {
  return 'version' in context && !('specversion' in context);
}

/**
 * Holds an event to its type.
 *
 * @returns the subject and predicate, e.g. `change.merged`, or `custom`
 * @throws EventError naming the first field that is not as it must be
 */
export function checkEvent(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EventError('body', 'The event must be a JSON object');
  }
  check(
    validatorOf('any', () => ANY_EVENT),
    value,
  );
  const { context } = value as { context: { type: string } };
  if (CUSTOM.test(context.type)) {
    check(
      validatorOf('custom', () => CUSTOM_EVENT),
      value,
    );
    return 'custom';
  }
  const [, name = '', version] = STANDARD.exec(context.type) ?? [];
  const type = EVENT_TYPES.get(name);
  if (!type) {
    throw new EventError(
      'context.type',
      'The field "context.type" must be a type of CDEvents, e.g. dev.cdevents.change.merged.0.3.0, or a custom one, dev.cdeventsx.<tool>-<subject>.<predicate>.<version>',
    );
  }
  if (isOlder(context)) {
    check(
      validatorOf(`older ${name}`, () => olderEventSchema(type)),
      value,
    );
    return name;
  }
  if (version !== type.version) {
    throw new EventError(
      'context.type',
      `The field "context.type" must be dev.cdevents.${name}.${type.version}, as CDEvents 0.5.1 has it`,
    );
  }
  check(
    validatorOf(name, () => eventSchema(type)),
    value,
  );
  return name;
}
