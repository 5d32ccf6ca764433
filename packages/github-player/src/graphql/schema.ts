import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, GraphQLSchema } from 'graphql';

const FILE = '@octokit/graphql-schema/schema.graphql';

/**
 * The package is for `import` only and does not export the file, so that it is
 * looked for where Node would look for the package.
 */
function schemaFile(): string {
  const folders = require.resolve.paths(FILE) ?? [];
  const found = folders.map(it => join(it, FILE)).find(it => existsSync(it));
  if (!found) throw new Error(`${FILE} is not installed`);
  return found;
}

let known: GraphQLSchema | undefined;

/** GitHub's public GraphQL schema, as published. */
export function githubSchema(): GraphQLSchema {
  known ??= buildSchema(readFileSync(schemaFile(), 'utf8'), {
    assumeValid: true,
  });
  return known;
}
