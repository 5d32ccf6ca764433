import { CompoundEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  ChainResponse,
  ChainsResponse,
  DeliveriesResponse,
  DeliverySummary,
  NodeResponse,
  SourcesResponse,
} from '@throughline/plugin-trace-common';
import { ChainsQuery, DeliveriesQuery, TraceApi } from '../api';
import {
  bareChain,
  deliveries,
  noChains,
  retryCaptureChain,
  retryCaptureNode,
  someSources,
} from './fixtures';

/** A page from `cursor` (a number of items to skip) on. */
function pageOf<T>(items: T[], limit: number, cursor = '0') {
  const start = Number(cursor);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : undefined,
  };
}

/**
 * The trace API in memory. What it was asked is kept in `asked`; what it
 * answers can be changed between calls; an `error` makes every read fail.
 */
export class FakeTraceApi implements TraceApi {
  chains: ChainsResponse = noChains;
  sources: SourcesResponse = someSources;
  deliveries: DeliverySummary[] = deliveries;
  pageSize = 25;
  error?: Error;
  replayError?: Error;
  readonly asked = {
    chains: [] as ChainsQuery[],
    deliveries: [] as DeliveriesQuery[],
    replays: [] as string[],
  };

  async getChains(
    _: CompoundEntityRef,
    query: ChainsQuery = {},
  ): Promise<ChainsResponse> {
    this.asked.chains.push(query);
    this.failIfAsked();
    const found = this.chains.items.filter(
      chain =>
        (!query.waiting || chain.waiting) &&
        (!query.search || chain.title.includes(query.search)) &&
        (!query.mine || chain.author.login === 'amira') &&
        (!query.agent || chain.authorship.value !== 'none-seen') &&
        (!query.incomplete || chain.incomplete.length > 0) &&
        (!query.environment ||
          chain.environments.some(
            ({ environment, state }) =>
              environment === query.environment && state === 'live',
          )),
    );
    return { ...this.chains, ...pageOf(found, this.pageSize, query.cursor) };
  }

  async getChain(_: CompoundEntityRef, id: string): Promise<ChainResponse> {
    this.failIfAsked();
    if (id === retryCaptureChain.chain.id) return retryCaptureChain;
    const chain = this.chains.items.find(candidate => candidate.id === id);
    if (!chain) throw new NotFoundError(`There is no change ${id}`);
    return bareChain(chain);
  }

  async getNode(): Promise<NodeResponse> {
    this.failIfAsked();
    return retryCaptureNode;
  }

  async getSources(): Promise<SourcesResponse> {
    this.failIfAsked();
    return this.sources;
  }

  async getDeliveries(
    query: DeliveriesQuery = {},
  ): Promise<DeliveriesResponse> {
    this.asked.deliveries.push(query);
    this.failIfAsked();
    const found = this.deliveries.filter(
      ({ source, status }) =>
        (!query.source || source === query.source) &&
        (!query.status || status === query.status),
    );
    return pageOf(found, this.pageSize, query.cursor);
  }

  async replayDelivery(id: string): Promise<void> {
    this.asked.replays.push(id);
    if (this.replayError) throw this.replayError;
  }

  async getWebhookUrl(ingestPath: string): Promise<string> {
    return `https://portal.example${ingestPath}`;
  }

  private failIfAsked(): void {
    if (this.error) throw this.error;
  }
}
