import { JsonObject } from '@backstage/types';
import { createRandom } from './demo';

/**
 * Bytes of GitHub's deliveries by event, as measured in its published examples
 * (npm `@octokit/webhooks-examples`). Other events stay as they are.
 */
export const PAYLOAD_BYTES: Readonly<Record<string, number>> = {
  pull_request: 24_000,
  pull_request_review: 25_000,
  workflow_run: 19_000,
  check_run: 11_000,
  push: 8_000,
};

// What real `repository` objects have besides, as templates of addresses.
const ADDRESSES =
  'archive assignees blobs collaborators comments compare contents contributors downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events keys labels languages merges milestones notifications ssh stargazers statuses subscribers subscription tags teams trees'.split(
    ' ',
  );

const WORDS =
  'the order price stock page when this that should because request answer before after value check test and from with retry later slow error message column cache index user basket total rounding address field'.split(
    ' ',
  );

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The address fields of a repository that the demo's payloads leave out. */
function addressesOf(repository: JsonObject): JsonObject {
  return Object.fromEntries(
    ADDRESSES.map(name => [
      `${name}_url`,
      `https://api.github.com/repos/${repository.full_name}/${name}{/id}`,
    ]),
  );
}

const PROSE = (() => {
  const random = createRandom('bench/prose');
  return Array.from({ length: 60_000 }, () => random.pick(WORDS)).join(' ');
})();

function proseOf(bytes: number, seed: string): string {
  const start = createRandom(seed).between(0, PROSE.length - bytes);
  return PROSE.slice(start, start + bytes);
}

/** Where the event has room for prose, as real ones do. */
function proseOfEvent(
  event: string,
  payload: JsonObject,
): [holder: JsonObject, field: string] {
  const inside = (name: string) => payload[name] as JsonObject;
  switch (event) {
    case 'pull_request':
      return [inside('pull_request'), 'body'];
    case 'pull_request_review':
      return [inside('review'), 'body'];
    case 'check_run':
      return [inside('check_run').output as JsonObject, 'text'];
    default:
      return [inside('repository'), 'description'];
  }
}

function addAddresses(payload: JsonObject): void {
  for (const value of Object.values(payload)) {
    if (!isObject(value)) continue;
    addAddresses(value);
    if (typeof value.full_name === 'string') {
      Object.assign(value, addressesOf(value));
    }
  }
}

const copyOf = (payload: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(payload));

const bytesOf = (payload: JsonObject): number =>
  Buffer.byteLength(JSON.stringify(payload));

/**
 * The body of a delivery in the size that GitHub's have: with the addresses real
 * payloads repeat, and prose where people and programs write some.
 *
 * @param seed - different texts for different deliveries
 */
export function bodyOf(
  event: string,
  payload: JsonObject,
  seed: string,
): string {
  const wanted = PAYLOAD_BYTES[event];
  if (!wanted) return JSON.stringify(payload);
  let body = copyOf(payload);
  addAddresses(body);
  if (bytesOf(body) > wanted) body = copyOf(payload);
  const [holder, field] = proseOfEvent(event, body);
  const before = typeof holder[field] === 'string' ? `${holder[field]} ` : '';
  holder[field] = before;
  const missing = wanted - bytesOf(body);
  if (missing > 0) holder[field] = before + proseOf(missing, seed);
  return JSON.stringify(body);
}
