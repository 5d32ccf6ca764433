import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { SourceSummary } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { TraceConfig } from '../config';
import { createHistoryStore } from '../database/inbox/HistoryStore';
import { claimedRepositories } from '../database/inbox/operations/claimedRepositories';
import { createInboxStore, InboxStore } from '../database/inbox/InboxStore';
import { BodyExpiry } from './BodyExpiry';
import { DeliveryWriter } from './DeliveryWriter';
import { FirstReads } from './FirstReads';
import { HistoryGroups } from './HistoryGroups';
import { HistoryRunner } from './HistoryRunner';
import { Inbox } from './Inbox';
import { AppendFacts, InboxProcessor } from './InboxProcessor';
import { RefusalCounter } from './RefusalCounter';
import { ScopeGuard } from './ScopeGuard';
import { SourceRegistry } from './SourceRegistry';
import { SourcesExtension } from './SourcesExtension';
import { summariseSources } from './summariseSources';
import { WorkLoop } from '@throughline/backend-kit';
import { Rush } from './Rush';

/** The inbox, put together. */
export interface InboxParts {
  inbox: Inbox;
  store: InboxStore;
  processor: InboxProcessor;
  histories: HistoryRunner;
  groups: HistoryGroups;
  expiry: BodyExpiry;
  refusals: RefusalCounter;
  /** Makes this process look for received deliveries now. */
  wake(): void;
  sources(): Promise<SourceSummary[]>;
  /** How many deliveries wait, and what is reflected; two short reads. */
  freshness(): Promise<{ pending: number; asOf: string | undefined }>;
  start(scheduler: SchedulerService): Promise<void>;
  /** Stores what was accepted, ends the batch under way, writes counters. */
  stop(): Promise<void>;
}

/**
 * Puts the inbox together; nothing runs before `start`.
 *
 * @param options - `appendFacts` is called in the transactions that record
 *   where the facts came from, `onFacts` after their commit; `rush` and
 *   `firstReads` for others who give way
 * @throws InputError when the config names a connector that is not installed
 */
export function createInbox(options: {
  config: TraceConfig;
  extension: SourcesExtension;
  knex: Knex;
  appendFacts: AppendFacts;
  onFacts?: () => void;
  rush?: Rush;
  firstReads?: FirstReads;
  logger: LoggerService;
}): InboxParts {
  const { config, extension, knex, appendFacts, onFacts, logger } = options;
  const { rush = new Rush() } = options;
  const store = createInboxStore(knex);
  const historyStore = createHistoryStore(knex);
  const sources = new SourceRegistry({
    connectors: extension.connectors,
    config: config.sources,
  });
  const processor = new InboxProcessor({
    store,
    sources,
    appendFacts,
    onFacts,
    logger,
  });
  const histories = new HistoryRunner({
    store: historyStore,
    providers: extension.histories,
    appendFacts,
    onFacts,
    logger,
  });
  const groups = new HistoryGroups({
    groups: extension.historyGroups,
    store: historyStore,
    runner: histories,
    claimedRepositories: () => claimedRepositories(knex),
    firstReads: options.firstReads,
    logger,
  });
  const expiry = new BodyExpiry({ store, ...config.inbox, logger });
  const refusals = new RefusalCounter({ store, logger });
  const writer = new DeliveryWriter({
    store,
    limits: {
      deliveries: config.ingest.maxWaitingDeliveries,
      bytes: config.ingest.maxWaitingBytes,
    },
  });
  const loop = new WorkLoop({
    name: 'Processing deliveries',
    work: () => processor.processOnce(),
    pollMs: 1_000,
    givesWay: () => rush.isOn(),
    logger,
  });
  const wake = () => loop.wake();
  const inbox = new Inbox({
    sources,
    writer,
    refusals,
    scopes: new ScopeGuard(knex),
    rush,
    onStored: wake,
  });

  return {
    inbox,
    store,
    processor,
    histories,
    groups,
    expiry,
    refusals,
    wake,
    async sources() {
      const read = [...extension.histories, ...groups.providers];
      return summariseSources({
        sending: sources.list(),
        read: [...read, ...extension.historyGroups].map(({ source }) => source),
        counters: await store.counters(),
        histories: await historyStore.list(read.map(({ id }) => id)),
        problemOf: id => groups.problemOf(id),
      });
    },
    async freshness() {
      const counters = await store.counters();
      const times = counters.flatMap(row => row.reflectedUntil ?? []);
      return {
        pending: counters.reduce((sum, row) => sum + row.counts.received, 0),
        asOf: times
          .map(time => time.toISOString())
          .sort()
          .at(-1),
      };
    },
    async start(scheduler) {
      loop.start();
      await histories.start(scheduler);
      await groups.start(scheduler);
      await expiry.start(scheduler);
    },
    async stop() {
      await groups.stop();
      await writer.close();
      await loop.stop();
      await refusals.flush();
    },
  };
}
