import { deflateSync } from 'node:zlib';
import examples from '@octokit/webhooks-examples';
import { JsonObject, JsonValue } from '@backstage/types';
import { EventSize } from '../measured';

/** The account and repository that the examples speak of. */
const THEIRS = /Codertocat\/Hello-World/g;

const byEvent = new Map<string, JsonObject[]>(
  examples.map(({ name, examples: payloads }) => [
    name,
    payloads as unknown as JsonObject[],
  ]),
);

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The second over the first; lists and plain values as a whole. */
function over(base: JsonObject, top: JsonObject): JsonObject {
  const merged = { ...base };
  for (const [name, value] of Object.entries(top)) {
    const below = base[name];
    merged[name] =
      isObject(below) && isObject(value) ? over(below, value) : value;
  }
  return merged;
}

/**
 * The body of a delivery with everything that GitHub's have: the published
 * example of the event, and over it what was generated.
 */
export function realisticBody(event: string, payload: JsonObject): string {
  const candidates = byEvent.get(event);
  if (!candidates) throw new Error(`There is no published example of ${event}`);
  const example =
    candidates.find(({ action }) => action === payload.action) ?? candidates[0];
  const repository = payload.repository as JsonObject;
  return JSON.stringify(over(example, payload)).replace(
    THEIRS,
    String(repository.full_name),
  );
}

const mean = (values: number[]) =>
  Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);

/** Mean sizes of the published examples of an event. */
export function sizeOfExamples(event: string): EventSize {
  const bodies = (byEvent.get(event) ?? []).map(payload =>
    Buffer.from(JSON.stringify(payload)),
  );
  return {
    examples: bodies.length,
    rawBytes: mean(bodies.map(body => body.length)),
    // As the inbox does, see `compress` in trace-backend.
    storedBytes: mean(
      bodies.map(body => deflateSync(body, { level: 1 }).length),
    ),
  };
}
