import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** How far a list of deliveries was sent. */
export interface Progress {
  /** Midnight (UTC) that everything lies before, in milliseconds. */
  anchor: number;
  /** Every delivery before this place in the list was accepted. */
  sent: number;
  /** Missing until the list was made. */
  total?: number;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. Missing until all was accepted. */
  finishedAt?: string;
}

/** Keeps the progress of one edition of the list over restarts. */
export interface ProgressStore {
  /** What is kept, or on the very first start what `first` says. */
  begin(first: Pick<Progress, 'anchor' | 'startedAt'>): Promise<Progress>;
  save(
    progress: Pick<Progress, 'sent' | 'total' | 'finishedAt'>,
  ): Promise<void>;
}

interface Row {
  edition: string;
  anchor: string;
  sent: number;
  total: number | null;
  started_at: string;
  finished_at: string | null;
}

/** {@link ProgressStore} in the plugin's database. */
export class DatabaseProgressStore implements ProgressStore {
  /** Brings the schema up to date. */
  static async create(
    database: DatabaseService,
    edition: string,
  ): Promise<DatabaseProgressStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      const directory = resolvePackagePath('@throughline/demo', 'migrations');
      await knex.migrate.latest({ directory });
    }
    return new DatabaseProgressStore(knex, edition);
  }

  constructor(private readonly knex: Knex, private readonly edition: string) {}

  async begin(
    first: Pick<Progress, 'anchor' | 'startedAt'>,
  ): Promise<Progress> {
    await this.knex<Row>('loading')
      .insert({
        edition: this.edition,
        anchor: new Date(first.anchor).toISOString(),
        sent: 0,
        started_at: first.startedAt,
      })
      .onConflict('edition')
      .ignore();
    const row = await this.knex<Row>('loading')
      .where({ edition: this.edition })
      .first();
    if (!row) throw new Error('The row of the demo organisation is gone');
    return {
      anchor: Date.parse(row.anchor),
      sent: row.sent,
      total: row.total ?? undefined,
      startedAt: row.started_at,
      finishedAt: row.finished_at ?? undefined,
    };
  }

  async save(
    progress: Pick<Progress, 'sent' | 'total' | 'finishedAt'>,
  ): Promise<void> {
    await this.knex<Row>('loading')
      .where({ edition: this.edition })
      .update({
        sent: progress.sent,
        total: progress.total ?? null,
        finished_at: progress.finishedAt ?? null,
      });
  }
}
