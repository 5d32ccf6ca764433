import { ConflictError } from '@backstage/errors';
import {
  DeliveryIntake,
  HistoryGroup,
  HistoryProvider,
  TraceConnector,
  TraceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';

function addOnce<T extends { id: string }>(
  what: string,
  known: Map<string, T>,
  added: T,
) {
  if (known.has(added.id)) {
    throw new ConflictError(`There is a ${what} "${added.id}" already`);
  }
  known.set(added.id, added);
}

/** Collects what modules bring, before the plugin itself starts. */
export class SourcesExtension implements TraceSourcesExtensionPoint {
  readonly #connectors = new Map<string, TraceConnector>();
  readonly #histories = new Map<string, HistoryProvider>();
  readonly #groups = new Map<string, HistoryGroup>();
  readonly #intakes = new Map<string, DeliveryIntake>();

  addConnector(connector: TraceConnector): void {
    addOnce('connector', this.#connectors, connector);
  }

  addHistory(provider: HistoryProvider): void {
    addOnce('history', this.#histories, provider);
  }

  addHistoryGroup(group: HistoryGroup): void {
    addOnce('group of histories', this.#groups, group);
  }

  addIntake(intake: DeliveryIntake): void {
    addOnce('intake', this.#intakes, intake);
  }

  /** In the order they were added. */
  get connectors(): TraceConnector[] {
    return [...this.#connectors.values()];
  }

  /** In the order they were added. */
  get histories(): HistoryProvider[] {
    return [...this.#histories.values()];
  }

  /** In the order they were added. */
  get historyGroups(): HistoryGroup[] {
    return [...this.#groups.values()];
  }

  /** In the order they were added. */
  get intakes(): DeliveryIntake[] {
    return [...this.#intakes.values()];
  }
}
