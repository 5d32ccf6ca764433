import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  HistoryProvider,
  IngestRequest,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { readTraceConfig, TraceConfig } from '../config';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { createInbox } from '../inbox/createInbox';
import { AppendFacts } from '../inbox/InboxProcessor';
import { SourcesExtension } from '../inbox/SourcesExtension';
import { hmacConnector, sign, TestPayload } from './hmacConnector';

/** The secret of the source `test`. */
export const SECRET = 'first-secret';

/** An inbox with the source `test`, signed with {@link SECRET}. */
export function setUpInbox(
  knex: Knex,
  options: {
    connectors?: TraceConnector[];
    histories?: HistoryProvider[];
    config?: Partial<TraceConfig>;
    appendFacts?: AppendFacts;
    onFacts?: () => void;
    logger?: LoggerService;
  } = {},
) {
  const extension = new SourcesExtension();
  (options.connectors ?? [hmacConnector()]).forEach(connector =>
    extension.addConnector(connector),
  );
  options.histories?.forEach(history => extension.addHistory(history));
  return createInbox({
    config: {
      ...readTraceConfig(mockServices.rootConfig()),
      sources: [{ id: 'test', connector: 'test', secrets: [SECRET] }],
      ...options.config,
    },
    extension,
    knex,
    appendFacts: options.appendFacts ?? appendFacts,
    onFacts: options.onFacts,
    logger: options.logger ?? mockServices.logger.mock(),
  });
}

/** A signed request, as the router hands it over. */
export function signedRequest(
  payload: TestPayload,
  secret = SECRET,
): IngestRequest {
  const body = Buffer.from(JSON.stringify(payload));
  return { headers: { 'x-signature': sign(body, secret) }, query: {}, body };
}

/** The subjects of the facts that are stored, sorted. */
export async function storedSubjects(knex: Knex): Promise<string[]> {
  return knex('facts').orderBy('subject').pluck('subject');
}

/** What the deliveries of `test` add up to, counted the slow way. */
export async function countedStatuses(
  knex: Knex,
): Promise<Record<string, number>> {
  const rows: Array<{ status: string; count: string | number }> = await knex(
    'deliveries',
  )
    .select('status')
    .count('* as count')
    .where('source', 'test')
    .groupBy('status');
  return {
    received: 0,
    projected: 0,
    ignored: 0,
    failed: 0,
    ...Object.fromEntries(rows.map(row => [row.status, Number(row.count)])),
  };
}
