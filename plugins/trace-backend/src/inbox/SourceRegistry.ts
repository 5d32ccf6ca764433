import { InputError } from '@backstage/errors';
import { TraceConnector } from '@throughline/plugin-trace-node';
import { SourceConfig, SourceScope } from '../config';

/** Something that sends deliveries, and the connector that understands it. */
export interface Source {
  id: string;
  title: string;
  connector: TraceConnector;
  /** Accepted secrets; none means that the source is closed. */
  secrets: string[];
  /** What it may speak of; undefined: anything. */
  scope?: SourceScope;
}

function titleOf(id: string, connector: TraceConnector): string {
  return id === connector.id ? connector.title : `${connector.title} (${id})`;
}

/**
 * The sources there are: those of the config, and every connector that no
 * configured source uses, which is closed until one does.
 */
export class SourceRegistry {
  readonly #sources: Map<string, Source>;

  /**
   * @throws InputError for a configured source without its connector, and for a
   *   scope that its connector cannot be held to
   */
  constructor(options: {
    connectors: TraceConnector[];
    config: SourceConfig[];
  }) {
    const connectors = new Map(
      options.connectors.map(connector => [connector.id, connector]),
    );
    const configured = options.config.map(
      ({ id, connector: name, secrets, scope }) => {
        const connector = connectors.get(name);
        if (!connector) {
          const installed = [...connectors.keys()].join(', ') || 'none';
          throw new InputError(
            `trace.sources.${id} needs the connector "${name}", which is not installed (installed: ${installed})`,
          );
        }
        if (scope && !connector.speaksOf) {
          throw new InputError(
            `trace.sources.${id}.scope cannot be kept: the connector "${name}" does not say what its deliveries speak of; take the scope out, or send by another connector`,
          );
        }
        const title = titleOf(id, connector);
        return { id, title, connector, secrets, ...(scope && { scope }) };
      },
    );
    const used = new Set(configured.map(source => source.connector.id));
    const unused = options.connectors
      .filter(connector => !used.has(connector.id))
      .map(connector => ({
        id: connector.id,
        title: connector.title,
        connector,
        secrets: [],
      }));
    // Configured ones first in the map's construction would lose to an unused
    // connector of the same id; they win.
    this.#sources = new Map(
      [...unused, ...configured].map(source => [source.id, source]),
    );
  }

  /** @returns undefined for a source nobody configured or brought */
  find(id: string): Source | undefined {
    return this.#sources.get(id);
  }

  /** Every source, by id. */
  list(): Source[] {
    return [...this.#sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
