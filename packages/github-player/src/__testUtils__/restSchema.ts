import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

interface Excerpt {
  answers: Record<string, { status: number; schema: object }>;
  components: object;
}

const excerpt: Excerpt = JSON.parse(
  readFileSync(join(__dirname, '../../schema/rest.json'), 'utf8'),
);

/** The operations whose answers GitHub's description is quoted for. */
export const OPERATIONS = Object.keys(excerpt.answers);

/** OpenAPI 3.0 says `nullable` where JSON Schema says `null`. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...others } = schema as Record<string, unknown>;
  const read = Object.fromEntries(
    Object.entries(others).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, value.replace(/^#/, 'rest#')]
        : [key, asJsonSchema(value)],
    ),
  );
  return nullable === true ? { anyOf: [read, { type: 'null' }] } : read;
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  code: { optimize: false },
});
addFormats(ajv);
// Bots' addresses are no addresses by the format: `1+name[bot]@…`.
ajv.addFormat('email', true);
ajv.addSchema({
  $id: 'rest',
  components: asJsonSchema(excerpt.components),
});

/** What is wrong with an answer, by GitHub's published description. */
export function problemsOf(
  operation: string,
  status: number,
  json: unknown,
): string[] {
  const answer = excerpt.answers[operation];
  if (status !== answer.status)
    return [`status ${status}: ${JSON.stringify(json)}`];
  const validate = ajv.compile(asJsonSchema(answer.schema) as object);
  if (validate(json)) return [];
  return (validate.errors ?? []).map(
    it => `${it.instancePath} ${it.message} ${JSON.stringify(it.params)}`,
  );
}
