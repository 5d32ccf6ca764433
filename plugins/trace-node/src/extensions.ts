import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { TraceConnector } from './connector';
import { HistoryGroup, HistoryProvider } from './history';
import { DeliveryIntake } from './intake';

/** Where modules bring deliveries and history in. */
export interface TraceSourcesExtensionPoint {
  /** @throws when a connector of that id is there already */
  addConnector(connector: TraceConnector): void;
  /** @throws when a provider of that id is there already */
  addHistory(provider: HistoryProvider): void;
  /** @throws when a group of that id is there already */
  addHistoryGroup(group: HistoryGroup): void;
  /** @throws when an intake of that id is there already */
  addIntake(intake: DeliveryIntake): void;
}

/** Extension point of the `trace` plugin for connectors and histories. */
export const traceSourcesExtensionPoint =
  createExtensionPoint<TraceSourcesExtensionPoint>({ id: 'trace.sources' });
