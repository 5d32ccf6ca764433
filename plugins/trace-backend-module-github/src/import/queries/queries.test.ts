import { buildSchema, parse, validate } from 'graphql';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMITS } from './commits';
import { DEPLOYMENT_STATUSES } from './deploymentStatuses';
import { ISSUES } from './issues';
import { OVERVIEW } from './overview';
import { PULL_COMMITS, PULLS } from './pulls';
import { RELEASES } from './releases';
import { ORGANISATION_REPOSITORIES, USER_REPOSITORIES } from './repositories';
import { TAGS } from './tags';

/** The package is for `import` only, and does not export the file. */
function publishedSchema(): string {
  const file = '@octokit/graphql-schema/schema.graphql';
  const found = (require.resolve.paths(file) ?? [])
    .map(folder => join(folder, file))
    .find(path => existsSync(path));
  return readFileSync(found!, 'utf8');
}

describe('the queries', () => {
  const schema = buildSchema(publishedSchema(), { assumeValid: true });

  it.each(
    Object.entries({
      COMMITS,
      DEPLOYMENT_STATUSES,
      ISSUES,
      ORGANISATION_REPOSITORIES,
      OVERVIEW,
      PULLS,
      PULL_COMMITS,
      RELEASES,
      TAGS,
      USER_REPOSITORIES,
    }),
  )('%s is one of the schema that GitHub publishes', (_, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it('would be told from one that is not', () => {
    expect(validate(schema, parse('{ repositry { id } }'))).toHaveLength(1);
  });
});
