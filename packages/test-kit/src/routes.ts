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
