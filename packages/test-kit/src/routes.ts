import { OpenapiDocument } from './openapi';

/** What of express's routers tells the routes. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

function routesOf(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return routesOf(handle?.stack ?? []);
    return Object.keys(route.methods).map(
      method => `${method.toUpperCase()} ${route.path}`,
    );
  });
}

/** Every route of an express router, as `GET /path/:parameter`, sorted. */
export function registeredRoutes(router: { stack: unknown[] }): string[] {
  return routesOf(router.stack as Layer[]).sort();
}

/** Every route of an OpenAPI document, as `GET /path/:parameter`, sorted. */
export function describedRoutes({ paths }: OpenapiDocument): string[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.keys(methods).map(
        method =>
          `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    .sort();
}

/** Who may use a route, as the tables of the plugins have it. */
interface Rule {
  permissions: string[];
  note: string;
}

/** The lines that documents have of a plugin's routes, without padding. */
export function routeLines(routes: Record<string, Rule>): string[] {
  return Object.entries(routes).map(([route, { permissions, note }]) => {
    const names = permissions.map(name => `\`${name}\``).join(', ') || 'none';
    return `| \`${route}\` | ${names} | ${note} |`;
  });
}

/**
 * The lines of a document that are about routes, without padding.
 *
 * @param heading - only those between this heading and the next one
 */
export function documentedRouteLines(
  markdown: string,
  heading?: string,
): string[] {
  const begin = heading ? markdown.indexOf(`\n${heading}\n`) : 0;
  if (begin === -1) throw new Error(`There is no heading ${heading}`);
  const rest = markdown.slice(begin + (heading?.length ?? 0) + 1);
  const end = heading ? rest.search(/\n#+ /) : -1;
  return (end === -1 ? rest : rest.slice(0, end))
    .split('\n')
    .filter(line => /^\| `(GET|POST|PUT|PATCH|DELETE) /.test(line))
    .map(line => line.replace(/ +/g, ' '));
}
