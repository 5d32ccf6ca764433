/**
 * Writes schema/rest.json: of GitHub's published OpenAPI description just the
 * answers that the player gives, with the schemas they need and without prose.
 * The whole package is 385 MB unpacked, too much for a dependency of tests.
 *
 *     npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *     node scripts/excerpt.mjs package
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const OPERATIONS = [
  'GET /app',
  'GET /app/installations',
  'GET /app/installations/{installation_id}',
  'GET /installation/repositories',
  'GET /orgs/{org}/installation',
  'GET /orgs/{org}/repos',
  'GET /rate_limit',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/actions/runs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
  'GET /repos/{owner}/{repo}/commits',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-suites',
  'GET /repos/{owner}/{repo}/deployments',
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}',
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
  'GET /repos/{owner}/{repo}/installation',
  'GET /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'GET /repos/{owner}/{repo}/releases',
  'GET /repos/{owner}/{repo}/tags',
  'GET /user',
  'GET /user/repos',
  'POST /app-manifests/{code}/conversions',
  'POST /app/installations/{installation_id}/access_tokens',
];
const PROSE = new Set(['description', 'example', 'examples', 'title']);
const REFERENCE = '#/components/schemas/';

/** Schemas without prose; a property may well be called `description`. */
function plain(value, isProperties = false) {
  if (Array.isArray(value)) return value.map(it => plain(it));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isProperties || !PROSE.has(key))
      .filter(([key]) => isProperties || !key.startsWith('x-'))
      .map(([key, it]) => [key, plain(it, key === 'properties')]),
  );
}

function references(value, found) {
  if (typeof value !== 'object' || value === null) return found;
  for (const it of Object.values(value)) {
    if (typeof it === 'string' && it.startsWith(REFERENCE)) {
      found.add(it.slice(REFERENCE.length));
    } else references(it, found);
  }
  return found;
}

const folder = process.argv[2];
const read = async name => JSON.parse(await readFile(join(folder, name)));
const { name, version, license } = await read('package.json');
const openapi = await read('generated/api.github.com.json');

const answers = {};
for (const operation of OPERATIONS) {
  const [method, path] = operation.split(' ');
  // Names of parameters differ; what they stand for does not.
  const { responses } = openapi.paths[path][method.toLowerCase()];
  const status = Object.keys(responses).find(it => it.startsWith('2'));
  const schema = responses[status].content['application/json'].schema;
  answers[operation] = { status: Number(status), schema: plain(schema) };
}
// Inlined there, with an account that has to be a user and an enterprise at
// once; the same installation alone is described without that slip.
answers['GET /app/installations'].schema = {
  type: 'array',
  items: answers['GET /app/installations/{installation_id}'].schema,
};
const schemas = {};
const waiting = [...references(answers, new Set())];
for (let next = waiting.pop(); next; next = waiting.pop()) {
  if (schemas[next]) continue;
  schemas[next] = plain(openapi.components.schemas[next]);
  waiting.push(...references(schemas[next], new Set()));
}
const source = { package: name, version, license };
const sorted = Object.fromEntries(Object.entries(schemas).sort());
const excerpt = { source, answers, components: { schemas: sorted } };
await writeFile(
  new URL('../schema/rest.json', import.meta.url),
  `${JSON.stringify(excerpt)}\n`,
);
