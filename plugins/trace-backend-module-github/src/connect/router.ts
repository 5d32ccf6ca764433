import {
  AuditorService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  Authorisation,
  cursorParameter,
  decodeCursor,
  encodeCursor,
  parse,
  requirePermission,
} from '@throughline/backend-kit';
import {
  GithubAppResponse,
  GithubConnectionResponse,
  GithubManifestResponse,
  GithubRepositoriesResponse,
  traceConnectionsManagePermission,
} from '@throughline/plugin-trace-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { GithubClients, GithubHost } from '../client';
import { appAnswer } from './appAnswer';
import { AppStates, STATE } from './AppStates';
import { CAPABILITIES, permissionText } from './capabilities';
import { connectionStatus } from './connectionStatus';
import { exchangeCode } from './exchangeCode';
import { githubAppManifest, manifestAction, manifestNotes } from './manifest';
import { positionSchema, ReachableRepositories } from './ReachableRepositories';

/** The source that a new App delivers to, see `trace.sources`. */
export const GITHUB_SOURCE = 'github';

const manifestParameters = z.strictObject({
  host: z.string().max(300).default('github.com'),
  organisation: z
    .string()
    .regex(
      /^[a-z\d](?:[a-z\d-]{0,98}[a-z\d])?$/i,
      'expected the name of an organisation as it is in its address: letters, digits and hyphens',
    )
    .optional(),
  page: z
    .string()
    .max(500)
    .regex(
      /^\/(?![/\\])[\w./~-]*$/,
      'expected the path of a page of the portal, e.g. /connections/github',
    ),
});

const appBody = z.strictObject({
  code: z
    .string()
    .regex(/^[\w-]{1,200}$/, 'expected the code that GitHub came back with'),
  state: z
    .string()
    .regex(STATE, 'expected the state that GitHub came back with'),
});

const repositoriesParameters = z.strictObject({
  cursor: cursorParameter,
  unclaimed: z
    .enum(['true', 'false'], 'expected true or false')
    .optional()
    .transform(value => value === 'true'),
});

/** Where the portal is, as people and GitHub see it. */
export interface Addresses {
  app: string;
  /** Where the source's deliveries go. */
  webhook: string;
}

/** What the routes are made of. */
export interface ConnectRouterOptions extends Authorisation {
  auditor: AuditorService;
  clients: GithubClients;
  states: AppStates;
  repositories: ReachableRepositories;
  addresses: () => Promise<Addresses>;
  /** How history is imported. */
  importing: () => Promise<GithubConnectionResponse['import']>;
}

/** The routes of the Connect GitHub page, see `routeTable.ts`. */
export function createConnectRouter(options: ConnectRouterOptions): Router {
  const { auditor, clients, states, repositories, addresses } = options;
  const router = PromiseRouter();

  /** Whoever asks, once it is clear that they may. */
  const authorised = async (
    req: Request,
  ): Promise<BackstageCredentials<BackstageUserPrincipal>> => {
    await requirePermission(options, req, traceConnectionsManagePermission);
    return options.httpAuth.credentials(req, { allow: ['user'] });
  };
  const hostNamed = (name: string): GithubHost => {
    const host = clients.hosts.find(candidate => candidate.host === name);
    if (host) return host;
    const known = clients.hosts.map(candidate => candidate.host).join(', ');
    throw new InputError(
      `host: expected a host of integrations.github, which are ${known}`,
    );
  };

  router.get('/github/connection', async (req, res) => {
    await authorised(req);
    parse(z.strictObject({}), req.query);
    const [hosts, importing] = await Promise.all([
      connectionStatus(clients),
      options.importing(),
    ]);
    const response: GithubConnectionResponse = { hosts, import: importing };
    res.json(response);
  });

  router.get('/github/manifest', async (req, res) => {
    const { principal } = await authorised(req);
    const { host, organisation, page } = parse(manifestParameters, req.query);
    const { integration } = hostNamed(host);
    const state = await states.begin({ user: principal.userEntityRef, host });
    const { app, webhook } = await addresses();
    const manifest = {
      organisation,
      page,
      appBaseUrl: app,
      webhookUrl: webhook,
    };
    const response: GithubManifestResponse = {
      action: manifestAction(integration, organisation, state),
      manifest: githubAppManifest(manifest),
      state,
      asks: CAPABILITIES.map(capability => ({
        id: capability.id,
        title: capability.title,
        permission: permissionText(capability),
        without: capability.without,
      })),
      notes: manifestNotes(manifest),
    };
    res.set('Cache-Control', 'no-store').json(response);
  });

  router.post(
    '/github/app',
    express.json({ limit: '10kb' }),
    async (req, res) => {
      const event = await auditor.createEvent({
        eventId: 'github-app-create',
        severityLevel: 'high',
        request: req,
      });
      try {
        const { principal } = await authorised(req);
        const { code, state } = parse(appBody, req.body);
        const host = hostNamed(
          await states.hostOf(state, principal.userEntityRef),
        );
        const app = await exchangeCode(host, code);
        await states.end(state);
        const { webhook } = await addresses();
        const response: GithubAppResponse = appAnswer(host.integration, app, {
          webhookUrl: webhook,
          source: GITHUB_SOURCE,
        });
        const { id: appId, slug } = app;
        await event.success({ meta: { host: host.host, appId, slug } });
        res.set('Cache-Control', 'no-store').json(response);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
    },
  );

  router.get('/github/repositories', async (req, res) => {
    const credentials = await authorised(req);
    const { cursor, unclaimed } = parse(repositoriesParameters, req.query);
    const { items, problems, next } = await repositories.page(
      { unclaimed, after: decodeCursor(cursor, positionSchema) },
      credentials,
    );
    const response: GithubRepositoriesResponse = {
      items,
      nextCursor: next && encodeCursor(next),
      problems,
    };
    res.json(response);
  });
  return router;
}
