import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { JsonObject } from '@backstage/types';
// The words are to come from the real plugin.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import traceModuleRest from '@throughline/plugin-trace-backend-module-rest';
import { inspect } from 'node:util';
import { Portal, startPortal } from './portal';
import { GROUP, SYSTEM } from './waysOut';

/** Words that stand only in a ticket, an incident and a change about them. */
export const SECRETS = /gargoyle|basilisk|chimera|kraken|minotaur|wyvern/i;

const REPOSITORY = 'github.com/acme/cart';
const TOKEN = 'a-token-of-the-neutral-door-long-enough';

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'cart',
      namespace: 'default',
      annotations: {
        'github.com/project-slug': 'acme/cart',
        'throughline.dev/ticket-keys': 'SEC',
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: GROUP,
      system: SYSTEM,
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop', namespace: 'default' },
    spec: { owner: GROUP },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-a', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
];

/** `ada` may read what is restricted, `bo` may not; all else is for both. */
const policy: PermissionPolicy = {
  handle: async ({ permission }, user) => ({
    result:
      permission.name === 'trace.restricted.read' &&
      user?.info.userEntityRef !== 'user:default/ada'
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  }),
};

/** A change that is about the ticket, as it is some minutes into the day. */
export const change = (minute: number, title: string): JsonObject => ({
  type: 'change',
  repository: REPOSITORY,
  number: 20,
  title: `SEC-12: ${title}`,
  url: 'https://forge.example/acme/cart/20-kraken',
  state: 'open',
  author: { login: 'person-a' },
  baseBranch: 'main',
  headBranch: 'sec-12-chimera',
  headSha: 'a'.repeat(40),
  labels: ['wyvern'],
  createdAt: '2026-05-04T08:00:00Z',
  at: `2026-05-04T08:${minute}:00Z`,
});

/** The ticket, and an incident that the change caused. */
export const issues = (minute: number, restricted: boolean): JsonObject[] => [
  {
    type: 'ticket',
    key: 'SEC-12',
    title: 'Gargoyle in the vault',
    state: 'open',
    url: 'https://tracker.example/SEC-12-kraken',
    createdAt: '2026-05-04T07:00:00Z',
    at: `2026-05-04T08:${minute}:00Z`,
    restricted,
  },
  {
    type: 'incident',
    key: 'INC-7',
    title: 'Minotaur is loose',
    state: 'open',
    url: 'https://tracker.example/INC-7-kraken',
    createdAt: '2026-05-04T08:00:00Z',
    at: `2026-05-04T08:${minute}:00Z`,
    causedBy: [`${REPOSITORY}#20`],
    restricted,
  },
];

/** A portal whose delivery trace is real. */
export interface PortalWithTrace extends Portal {
  /** All that was logged, in any level. */
  logged: string[];
  /** Has somebody tell the trace, by its neutral door. */
  tell(...bodies: JsonObject[]): Promise<void>;
}

/** A portal with the real trace, in which nothing is known yet. */
export async function startPortalWithTrace(): Promise<PortalWithTrace> {
  const logged: string[] = [];
  const hear = (...words: unknown[]) => void logged.push(inspect(words));
  const logger = mockServices.rootLogger.mock({
    child: () => logger,
    debug: hear,
    info: hear,
    warn: hear,
    error: hear,
  });
  const portal = await startPortal({
    entities,
    policy,
    features: [
      tracePlugin,
      traceModuleRest,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
    ],
    config: { trace: { sources: { rest: { secrets: [TOKEN] } } } },
  });
  return {
    ...portal,
    logged,
    async tell(...bodies) {
      for (const body of bodies) {
        const response = await fetch(`${portal.origin}/api/trace/ingest/rest`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${TOKEN}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify(body),
        });
        expect([response.status, await response.text()]).toEqual([
          202,
          expect.any(String),
        ]);
      }
    },
  };
}
