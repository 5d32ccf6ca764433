import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  AuditorService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { serveByOpenapi } from '@throughline/test-kit';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { writeEntities } from '../database/operations/entities';
import { entityTitle } from '../entityTitle';
import { createRouter } from '../router';
import { createDirtyRouter } from '../router/dirty';
import { createErasuresRouter } from '../router/erasures';
import { createReaders, Readers } from '../reading/createReaders';
import { ReadingConfig } from '../reading/types';
import { openapi } from './openapi';
import { CART } from './sections';

/** An entity of the catalog. */
export function entity(
  ref: string,
  parts: {
    title?: string;
    type?: string;
    relations?: Entity['relations'];
  } = {},
): Entity {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(ref)!;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { name, namespace, title: parts.title },
    spec: { type: parts.type ?? 'service' },
    relations: parts.relations,
  };
}

/** Whether a reader may have a permission, or see an entity. */
export type Rule = (reader: string, what: string) => boolean;

const readerOf = ({ principal }: BackstageCredentials): string =>
  String((principal as { userEntityRef?: string }).userEntityRef)
    .split('/')
    .at(-1)!;

/** A catalog that hides entities from readers. */
function catalogOf(entities: Entity[], shows: Rule): CatalogService {
  const catalog = catalogServiceMock({ entities });
  return Object.assign(catalog, {
    getEntitiesByRefs: async (
      { entityRefs }: { entityRefs: string[] },
      { credentials }: { credentials: BackstageCredentials },
    ) => ({
      items: entityRefs.map(ref =>
        shows(readerOf(credentials), ref)
          ? entities.find(found => stringifyEntityRef(found) === ref)
          : undefined,
      ),
    }),
  });
}

/** Has the read model know of entities. */
async function meet(knex: Knex, entities: Entity[]): Promise<void> {
  await knex.transaction(tx =>
    writeEntities(
      tx,
      entities.map(met => ({
        entityRef: stringifyEntityRef(met),
        etag: '1',
        title: entityTitle(met),
      })),
      new Date(),
    ),
  );
}

/** Sends requests. */
export interface Caller {
  get(path: string): request.Test;
  post(path: string): request.Test;
  put(path: string): request.Test;
}

/** What a test has at hand. */
export interface Reading {
  /** Sends requests as a user, e.g. `ada`. */
  as(name: string): Caller;
  /** As a service without access restrictions. */
  service: Caller;
  anonymous: Caller;
  readers: Readers;
  /** What was asked of other services, one entry a request. */
  asked: { policy: number[]; catalog: number[] };
}

/** What a test may set; everything is allowed and shown where it is left out. */
export interface ReadingOptions {
  entities?: Entity[];
  /** Whether the catalog was read before, as a rule it was. */
  met?: boolean;
  allows?: Rule;
  shows?: Rule;
  config?: Partial<ReadingConfig>;
  now?: () => Date;
  auditor?: AuditorService;
}

/** Ninety days, as by default. */
export const RETENTION_MS = 90 * 24 * 60 * 60 * 1_000;

/**
 * The routes on a database, held to the OpenAPI document, without the half that
 * asks plugins: sections are what the test stores.
 */
export async function withReading(
  knex: Knex,
  options: ReadingOptions,
  test: (reading: Reading) => Promise<void>,
): Promise<void> {
  const { allows = () => true, shows = () => true } = options;
  const asked: Reading['asked'] = { policy: [], catalog: [] };
  const authorize: PermissionsService['authorize'] = async (
    requests,
    { credentials } = {} as never,
  ) => {
    asked.policy.push(requests.length);
    return requests.map(({ permission }) => ({
      result: allows(readerOf(credentials!), permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }));
  };
  const authorizeConditional: PermissionsService['authorizeConditional'] =
    async (queries, { credentials } = {} as never) => {
      asked.policy.push(queries.length);
      return queries.map(({ permission: { name, resourceType } }) => {
        if (!allows(readerOf(credentials!), name)) {
          return { result: AuthorizeResult.DENY };
        }
        return options.shows && name === 'catalog.entity.read'
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType,
              conditions: { rule: 'BY_TEST', resourceType },
            }
          : { result: AuthorizeResult.ALLOW };
      });
    };
  const entities = options.entities ?? [entity(CART)];
  if (options.met ?? true) await meet(knex, entities);
  const catalog = catalogOf(entities, shows);
  const { getEntitiesByRefs } = catalog;
  catalog.getEntitiesByRefs = async (wanted, as) => {
    asked.catalog.push(wanted.entityRefs.length);
    return getEntitiesByRefs(wanted, as);
  };
  const parts = {
    config: {
      plugins: [{ id: 'catalog' }, { id: 'trace' }, { id: 'extra' }],
      retentionMs: RETENTION_MS,
      agents: { allowUnrestrictedServices: false },
      ...options.config,
    },
    knex,
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorize,
      authorizeConditional,
    }),
    catalog,
    now: options.now,
  };
  const app = express()
    .use(createRouter(parts))
    .use(
      createErasuresRouter({
        ...parts,
        auditor: options.auditor ?? mockServices.auditor.mock(),
      }),
    )
    .use(createDirtyRouter({ ...parts, due: { mark: async () => {} } }))
    .use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger: mockServices.logger.mock(),
      }).error(),
    );
  const origin = await serveByOpenapi(openapi, app);
  const sending = (header: string): Caller => ({
    get: path => request(origin).get(path).set('authorization', header),
    post: path => request(origin).post(path).set('authorization', header),
    put: path => request(origin).put(path).set('authorization', header),
  });
  await test({
    as: name => sending(mockCredentials.user.header(`user:default/${name}`)),
    service: sending(mockCredentials.service.header()),
    anonymous: sending(mockCredentials.none.header()),
    readers: createReaders(parts),
    asked,
  });
}

/** The path of an entity's context. */
export const pathOf = (ref: string) => `/entities/${ref.replace(':', '/')}`;
