import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';

/** Who may use a route, as the tables of the plugins have it. */
interface Rule {
  permissions: string[];
  note: string;
}

/** @param path - from the root of the repository, e.g. `docs/permissions.md` */
export function readDocument(path: string): string {
  return readFileSync(
    resolvePackagePath('@throughline/test-kit', '../..', path),
    'utf8',
  );
}

/** What stands below a heading, up to the next one. */
function below(markdown: string, heading: string): string {
  const begin = markdown.indexOf(`\n${heading}\n`);
  if (begin === -1) throw new Error(`There is no heading ${heading}`);
  return markdown.slice(begin + heading.length + 2).split(/\n#+ /)[0];
}

/**
 * The code that begins the rows of the tables below a heading, in order.
 *
 * @throws when there is none
 */
export function documentedNames(markdown: string, heading: string): string[] {
  const rows = [...below(markdown, heading).matchAll(/^\| `([^`]+)`/gm)];
  if (rows.length === 0) throw new Error(`There are no rows below ${heading}`);
  return rows.map(([, name]) => name);
}

/** The lines that documents have of a plugin's routes, without padding. */
export function routeLines(routes: Record<string, Rule>): string[] {
  return Object.entries(routes).map(([route, { permissions, note }]) => {
    const names = permissions.map(name => `\`${name}\``).join(', ') || 'none';
    return `| \`${route}\` | ${names} | ${note} |`;
  });
}

/** The lines about routes below a heading of a document, without padding. */
export function documentedRouteLines(
  markdown: string,
  heading: string,
): string[] {
  return below(markdown, heading)
    .split('\n')
    .filter(line => /^\| `(GET|POST|PUT|PATCH|DELETE) /.test(line))
    .map(line => line.replace(/ +/g, ' '));
}
