import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { JsonObject } from '@backstage/types';
import {
  ContextAnswer,
  ContextRequest,
  ContextSection,
} from '@throughline/plugin-context-common';
import { whenOver } from './processes';

/** A plugin that takes requests and never answers. */
export const HANGING = 'bench-hanging';

const AS_OF = new Date(Date.UTC(2026, 0, 5)).toISOString();

/** Ids of plugins that answer. */
export function sectionPluginIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bench-section-${index}`);
}

/** A section as large as real ones, with a permission of its own. */
function sectionOf(plugin: string, entityRef: string): ContextSection {
  return {
    entityRef,
    sectionId: plugin,
    title: `Section of ${plugin}`,
    permission: { name: `${plugin}.read`, resourceType: 'catalog-entity' },
    asOf: AS_OF,
    status: 'attention',
    headline: 'Made up for measuring: two things wait, the rest is in order',
    facts: Array.from({ length: 6 }, (_, index) => ({
      id: `fact-${index}`,
      label: `Fact ${index}`,
      value: `What is known of it, number ${index}`,
      status: 'ok',
      highlight: index < 2,
      refs: index === 0 ? ['component:default/bench-001'] : undefined,
    })),
    attention: Array.from({ length: 2 }, (_, index) => ({
      id: `item-${index}`,
      status: 'attention',
      title: `Thing ${index} waits for somebody`,
      detail: 'Because nobody has looked at it yet; looking at it would help.',
      since: AS_OF,
      refs: ['system:default/bench-system'],
    })),
    links: [{ title: 'Runbook', href: 'https://example.com/runbook' }],
  };
}

async function answer(req: IncomingMessage, res: ServerResponse) {
  const plugin = /^\/api\/([^/]+)\//.exec(req.url ?? '')?.[1];
  const json = (value: unknown) =>
    res
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(value));
  if (!plugin) {
    res.writeHead(404).end();
  } else if (req.url?.endsWith('/.backstage/auth/v1/jwks.json')) {
    // By it a portal sees that it may call the plugin with its own tokens.
    json({ keys: [] });
  } else if (plugin !== HANGING) {
    const { entityRefs }: ContextRequest = JSON.parse(await text(req));
    const items = entityRefs.map(ref => sectionOf(plugin, ref));
    json({ items } satisfies ContextAnswer);
  }
}

/**
 * Plugins that take part in the context view, in another backend than the
 * portal's, as plugins may be.
 *
 * @returns the portal's config by which these plugins take part and are found
 */
export async function startSectionPlugins(): Promise<
  (plugins: string[]) => JsonObject
> {
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  whenOver(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const target = `http://127.0.0.1:${port}/api/{{pluginId}}`;
  return plugins => ({
    context: { plugins },
    discovery: { endpoints: [{ target, plugins }] },
  });
}
