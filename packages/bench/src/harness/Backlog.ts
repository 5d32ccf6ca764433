import { Client } from 'pg';
import { until } from './processes';

/** What the trace backend has accepted and not shown yet. */
export class Backlog {
  /** @param client - connected to the database of `trace` */
  constructor(private readonly client: Client) {}

  /**
   * Deliveries in the inbox that are no facts yet, and keys of the graph that
   * are to be projected again. A delivery marks several keys.
   */
  async read(): Promise<{ deliveries: number; keys: number }> {
    const { rows } = await this.client.query<{
      deliveries: string;
      keys: string;
    }>(
      `SELECT
        (SELECT coalesce(sum(received), 0) FROM source_counters) AS deliveries,
        (SELECT count(*) FROM work) AS keys`,
    );
    return {
      deliveries: Number(rows[0].deliveries),
      keys: Number(rows[0].keys),
    };
  }

  /** Deliveries that could not be understood: none, or the figures are void. */
  async failed(): Promise<number> {
    const { rows } = await this.client.query<{ failed: string }>(
      'SELECT coalesce(sum(failed), 0) AS failed FROM source_counters',
    );
    return Number(rows[0].failed);
  }

  /** Waits until everything that was accepted can be read. */
  async drained(withinMs = 600_000): Promise<void> {
    await until(
      'Projecting',
      async () => {
        const { rows } = await this.client.query<{ busy: boolean }>(
          `SELECT EXISTS (SELECT 1 FROM source_counters WHERE received > 0)
               OR EXISTS (SELECT 1 FROM work) AS busy`,
        );
        return !rows[0].busy;
      },
      { everyMs: 50, withinMs },
    );
    const failed = await this.failed();
    if (failed > 0) throw new Error(`${failed} deliveries were not understood`);
  }
}
