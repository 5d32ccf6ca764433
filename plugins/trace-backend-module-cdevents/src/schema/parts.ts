/** A JSON Schema, as far as it is written here. */
export interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
  enum?: string[];
}

/** Any text. */
export const text: Schema = { type: 'string' };
/** A text that says something. */
export const name: Schema = { type: 'string', minLength: 1 };
/** RFC 3339. */
export const time: Schema = { type: 'string', format: 'date-time' };
/** RFC 3986, with its scheme. */
export const address: Schema = { type: 'string', format: 'uri' };
/** Who says so: an address, or the path of one. */
export const source: Schema = { ...name, format: 'uri-reference' };

/** One of these texts. */
export function oneOf(...values: string[]): Schema {
  return { type: 'string', enum: values };
}

/** An object that may hold more than these. */
export function open(
  properties: Record<string, Schema>,
  required: string[] = [],
): Schema {
  return { type: 'object', properties, required };
}

/** An object of these and no others. */
export function closed(
  properties: Record<string, Schema>,
  required: string[] = [],
): Schema {
  return { ...open(properties, required), additionalProperties: false };
}

/** A list of texts. */
export const texts: Schema = { type: 'array', items: text };
/** Another subject, by its id and who keeps it. */
export const reference = closed({ id: name, source }, ['id']);
/** The same, where the specification takes any text for who keeps it. */
export const looseReference = closed({ id: name, source: text }, ['id']);
