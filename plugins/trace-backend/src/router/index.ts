import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createContextRouter } from '@throughline/plugin-context-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { CarriedReader } from '../carried/CarriedReader';
import { TraceConfig } from '../config';
import { ContextReader } from '../context/ContextReader';
import { LinkDecisions } from '../decisions/LinkDecisions';
import { FlowReader } from '../flow/FlowReader';
import { FlowRows } from '../flow/FlowRows';
import { ScopeResolver } from '../flow/ScopeResolver';
import { Exceptions } from '../findings/Exceptions';
import { FindingReader } from '../findings/FindingReader';
import { InboxParts } from '../inbox/createInbox';
import { ChainReader } from '../service/ChainReader';
import { DeploymentReader } from '../service/DeploymentReader';
import { Freshness } from '../service/freshness';
import { NodeReader } from '../service/NodeReader';
import { Projector } from '../service/Projector';
import { TicketReader } from '../service/TicketReader';
import { unclaimedRepositories } from '../service/unclaimedRepositories';
import { UnownedReader } from '../service/UnownedReader';
import { Visibility } from '../service/Visibility';
import { createChainsRouter } from './chains';
import { createDecisionsRouter } from './decisions';
import { createDeliveriesRouter } from './deliveries';
import { createDeploymentsRouter } from './deployments';
import { createErasuresRouter } from './erasures';
import { createFindingsRouter } from './findings';
import { createFlakyTestsRouter } from './flakyTests';
import { createFlowRouter } from './flow';
import { createIngestRouter } from './ingest';
import { createNodesRouter } from './nodes';
import { createRebuildsRouter } from './rebuilds';
import { createSourcesRouter } from './sources';
import { createTicketsRouter } from './tickets';
import { createUnownedRouter } from './unowned';

/** What the routes are made of. */
export interface RouterOptions {
  config: TraceConfig;
  knex: Knex;
  inbox: InboxParts;
  /** Called when there is somebody to erase. */
  wakeErasing: () => void;
  projector: Projector;
  /** Called when there is something to project. */
  wakeProjector: () => void;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
}

/** All routes of the plugin, see `routeTable.ts` for who may use which. */
export function createRouter(options: RouterOptions): Router {
  const { config, knex, inbox, auth, httpAuth, permissions, catalog } = options;
  const visibility = new Visibility({ knex, permissions, catalog });
  const freshness = new Freshness(knex, inbox.freshness);
  const context = new ContextReader(knex, freshness);
  const chains = new ChainReader(knex, visibility, {
    now: () => new Date(),
    afterMs: config.flow.verifiedAfterMs,
  });
  const router = PromiseRouter();
  router.use(createIngestRouter({ inbox: inbox.inbox, ...config.ingest }));
  router.use(
    createChainsRouter({
      httpAuth,
      auth,
      catalog,
      visibility,
      chains,
      freshness,
    }),
  );
  router.use(
    createDecisionsRouter({
      httpAuth,
      auditor: options.auditor,
      visibility,
      decisions: new LinkDecisions({
        knex,
        visibility,
        projector: options.projector,
      }),
      chains,
      wake: options.wakeProjector,
    }),
  );
  router.use(
    createDeploymentsRouter({
      httpAuth,
      visibility,
      deployments: new DeploymentReader(
        knex,
        new CarriedReader(knex, visibility),
      ),
    }),
  );
  router.use(createFlakyTestsRouter({ httpAuth, visibility, knex }));
  router.use(
    createFindingsRouter({
      httpAuth,
      auditor: options.auditor,
      visibility,
      findings: new FindingReader(knex),
      exceptions: new Exceptions({
        knex,
        visibility,
        projector: options.projector,
      }),
      wake: options.wakeProjector,
    }),
  );
  const flow = new FlowReader({
    knex,
    scopes: new ScopeResolver({ knex, catalog, visibility }),
    freshness,
    verifiedAfterMs: config.flow.verifiedAfterMs,
  });
  router.use(
    createFlowRouter({ httpAuth, flow, rows: new FlowRows(knex, flow) }),
  );
  router.use(
    createNodesRouter({ httpAuth, nodes: new NodeReader(knex, visibility) }),
  );
  router.use(
    createTicketsRouter({
      httpAuth,
      tickets: new TicketReader(knex, visibility),
    }),
  );
  router.use(
    createSourcesRouter({
      httpAuth,
      permissions,
      sources: inbox.sources,
      unclaimedRepositories: () => unclaimedRepositories(knex),
    }),
  );
  router.use(
    createUnownedRouter({
      httpAuth,
      permissions,
      unowned: new UnownedReader(knex, visibility),
    }),
  );
  router.use(
    createDeliveriesRouter({
      httpAuth,
      permissions,
      store: inbox.store,
      wake: inbox.wake,
    }),
  );
  router.use(
    createRebuildsRouter({
      httpAuth,
      permissions,
      projector: options.projector,
      auditor: options.auditor,
      wake: options.wakeProjector,
    }),
  );
  router.use(
    createErasuresRouter({
      httpAuth,
      permissions,
      knex,
      auditor: options.auditor,
      wake: options.wakeErasing,
    }),
  );
  router.use(
    createContextRouter({
      httpAuth,
      readSections: entityRefs => context.sections(entityRefs),
    }),
  );
  return router;
}
