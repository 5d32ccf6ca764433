import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { httpRouterServiceFactory } from '@backstage/backend-defaults/httpRouter';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { JsonObject } from '@backstage/types';
import { catalogModule, policyModule } from '@throughline/test-kit';
import request from 'supertest';
import { contextPlugin } from '../plugin';

/** An external token that may use everything, as operators must not give. */
export const STATIC_TOKEN = 'static-token-without-restrictions';
/** An external token for context and for the catalog that it asks. */
export const RESTRICTED_TOKEN = 'static-token-with-restrictions';

/** Lets in whoever says who they are. */
const testSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-provider',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({
                result: req.header('x-test-user')!,
              }),
            }),
            signInResolver: async ({ result }, context) => {
              const sub = `user:default/${result}`;
              return context.issueToken({ claims: { sub, ent: [sub] } });
            },
          }),
        });
      },
    });
  },
});

/** The portal, and ways to use it. */
export interface Portal {
  origin: string;
  /** A token of a user, e.g. `ada`, as sign-in gives it. */
  tokenOf(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A portal with everything real that decides who sees what: sign-in and tokens,
 * catalog, permissions with a policy, actions and the MCP server.
 *
 * @param options - `features`: what makes up the plugin `trace`, and whatever
 *   else belongs in; `config`: the plugins' parts of the config
 */
export async function startPortal(options: {
  entities: Entity[];
  policy: PermissionPolicy;
  features: BackendFeature[];
  config?: JsonObject;
}): Promise<Portal> {
  const backend = await startTestBackend({
    features: [
      contextPlugin,
      ...options.features,
      authPlugin,
      catalogPlugin,
      mcpPlugin,
      permissionPlugin,
      testSignIn,
      catalogModule(options.entities),
      policyModule(options.policy),
      actionsRegistryServiceFactory,
      actionsServiceFactory,
      authServiceFactory,
      httpAuthServiceFactory,
      httpRouterServiceFactory,
      permissionsServiceFactory,
      permissionsRegistryServiceFactory,
      schedulerServiceFactory,
      userInfoServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: {
            baseUrl: 'http://localhost',
            actions: { pluginSources: ['context'] },
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: STATIC_TOKEN, subject: 'agent' },
                },
                {
                  type: 'static',
                  options: { token: RESTRICTED_TOKEN, subject: 'ci' },
                  accessRestrictions: [
                    { plugin: 'context' },
                    { plugin: 'catalog' },
                  ],
                },
              ],
            },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          auth: { providers: { test: {} } },
          catalog: { stitchingStrategy: { mode: 'immediate' } },
          context: {
            plugins: ['trace'],
            catalog: { refresh: { milliseconds: 500 } },
          },
          permission: { enabled: true },
          ...options.config,
        },
      }),
    ],
  });
  return {
    origin: `http://localhost:${backend.server.port()}`,
    async tokenOf(name) {
      const { body } = await request(backend.server)
        .get('/api/auth/test/refresh')
        .set('x-test-user', name);
      return body.backstageIdentity.token;
    },
    stop: () => backend.stop(),
  };
}
