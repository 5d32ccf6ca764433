/**
 * A process with the real inbox and projector behind a real HTTP door, which
 * kills itself with SIGKILL in place of its n-th SQL statement. Run by
 * `killEverywhere.ts`; takes its orders as JSON in the environment.
 */
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { KillOrder } from '@throughline/test-kit';
import express from 'express';
import knexFactory from 'knex';
import { AddressInfo } from 'node:net';
import { readTraceConfig } from '../config';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { createInbox } from '../inbox/createInbox';
import { SourcesExtension } from '../inbox/SourcesExtension';
import { createIngestRouter } from '../router/ingest';
import { Projector } from '../service/Projector';
import { hmacConnector } from './hmacConnector';

/** What the process is told. */
export interface BackendKillOrder extends KillOrder {
  secret: string;
}

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

async function main(order: BackendKillOrder): Promise<void> {
  const knex = knexFactory(order.database);
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === order.killAt) process.kill(process.pid, 'SIGKILL');
  });

  const extension = new SourcesExtension();
  extension.addConnector(hmacConnector());
  const config = readTraceConfig(
    new ConfigReader({
      trace: { sources: { test: { secrets: [order.secret] } } },
    }),
  );
  const inbox = createInbox({
    config,
    extension,
    knex,
    appendFacts,
    logger: silent,
  });
  const projector = new Projector(knex);

  const app = express();
  app.use(createIngestRouter({ inbox: inbox.inbox, ...config.ingest }));
  app.post('/drain', async (_req, res) => {
    while ((await inbox.processor.processOnce()) > 0);
    await projector.drain();
    res.json({ statements });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send!({ port });
  });
}

main(JSON.parse(process.env.KILL_ORDER!));
