import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './ports';
import { say, stopProcess, whenOver } from './processes';

/** How to reach the server. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * The bench's PostgreSQL. A portal keeps a database per plugin, named
 * `<set>_<plugin id>`; such a set is kept, copied and dropped as one.
 */
export class Postgres {
  private constructor(
    readonly connection: Connection,
    private readonly client: Client,
  ) {}

  /** Starts it on what it has kept; it stops when the bench is over. */
  static async start(directory: string): Promise<Postgres> {
    await mkdir(directory, { recursive: true });
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [join(__dirname, 'postgresServer.mjs'), directory, String(port)],
      { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
    );
    whenOver(() => stopProcess(child));
    await new Promise<void>((resolve, reject) => {
      let log = '';
      child.stderr.on('data', chunk => {
        log = `${log}${chunk}`.slice(-2000);
      });
      child.stdout.on('data', chunk => {
        if (String(chunk).includes('ready')) resolve();
      });
      child.once('exit', () =>
        reject(new Error(`PostgreSQL could not be started:\n${log}`)),
      );
    });
    const connection = {
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password: 'postgres',
    };
    const client = new Client({ ...connection, database: 'postgres' });
    await client.connect();
    whenOver(() => client.end());
    return new Postgres(connection, client);
  }

  /** Databases of a set. */
  async databasesOf(set: string): Promise<string[]> {
    const { rows } = await this.client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY 1',
      [`${set}_`],
    );
    return rows.map(({ datname }) => datname);
  }

  /** All sets whose name begins so. */
  async setsBeginningWith(prefix: string): Promise<string[]> {
    const { rows } = await this.client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    return [
      ...new Set(
        rows.map(({ datname }) => datname.replace(/^(.*)_[^_]*$/, '$1')),
      ),
    ];
  }

  /** Copies a set; one of that name is dropped first. */
  async copySet(from: string, to: string): Promise<void> {
    await this.dropSet(to);
    for (const database of await this.databasesOf(from)) {
      const copy = `${to}${database.slice(from.length)}`;
      // Copying files is quicker than logging every page, for large ones.
      await this.client.query(
        `CREATE DATABASE ${quoted(copy)} TEMPLATE ${quoted(
          database,
        )} STRATEGY FILE_COPY`,
      );
    }
  }

  /** Gives a set another name; one of that name is dropped first. */
  async renameSet(from: string, to: string): Promise<void> {
    await this.dropSet(to);
    for (const database of await this.databasesOf(from)) {
      const name = `${to}${database.slice(from.length)}`;
      await this.client.query(
        `ALTER DATABASE ${quoted(database)} RENAME TO ${quoted(name)}`,
      );
    }
  }

  /** Drops a set, whoever is connected to it. */
  async dropSet(set: string): Promise<void> {
    for (const database of await this.databasesOf(set)) {
      await this.client.query(`DROP DATABASE ${quoted(database)} WITH (FORCE)`);
    }
  }

  /** Drops sets that an earlier bench left behind, or that are outdated. */
  async tidy(isKept: (set: string) => boolean): Promise<void> {
    for (const set of await this.setsBeginningWith('bench')) {
      if (!isKept(set)) {
        say(`Dropping ${set}`);
        await this.dropSet(set);
      }
    }
  }

  /** A connection to one plugin's database. The caller ends it. */
  async connect(set: string, pluginId: string): Promise<Client> {
    const database = `${set}_${pluginId}`;
    const client = new Client({ ...this.connection, database });
    await client.connect();
    return client;
  }
}
