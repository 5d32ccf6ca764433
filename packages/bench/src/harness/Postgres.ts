import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { Client } from 'pg';
import { program } from '../paths';
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
 * The bench's PostgreSQL. A portal has one database, in it a schema per plugin,
 * so that a data set is kept, copied and dropped as one.
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
      [program('postgresServer.mjs'), directory, String(port)],
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

  /** All databases of the bench. */
  async databases(): Promise<string[]> {
    const { rows } = await this.client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE starts_with(datname, 'bench_')`,
    );
    return rows.map(({ datname }) => datname);
  }

  /** Makes an empty database; one of that name is dropped first. */
  async create(name: string): Promise<void> {
    await this.drop(name);
    await this.client.query(`CREATE DATABASE ${quoted(name)}`);
  }

  /** Copies a database; one of that name is dropped first. */
  async copy(from: string, to: string): Promise<void> {
    await this.drop(to);
    // Copying files is quicker than logging every page, for large ones.
    await this.client.query(
      `CREATE DATABASE ${quoted(to)} TEMPLATE ${quoted(
        from,
      )} STRATEGY FILE_COPY`,
    );
  }

  /** Gives a database another name; one of that name is dropped first. */
  async rename(from: string, to: string): Promise<void> {
    await this.drop(to);
    await this.client.query(
      `ALTER DATABASE ${quoted(from)} RENAME TO ${quoted(to)}`,
    );
  }

  /** Drops a database, if it is there, whoever is connected to it. */
  async drop(name: string): Promise<void> {
    await this.client.query(
      `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`,
    );
  }

  /** Drops databases that an earlier bench left behind, or that are outdated. */
  async tidy(isKept: (name: string) => boolean): Promise<void> {
    for (const name of await this.databases()) {
      if (!isKept(name)) {
        say(`Dropping ${name}`);
        await this.drop(name);
      }
    }
  }

  /** A connection to a plugin's schema. The caller ends it. */
  async connect(database: string, pluginId: string): Promise<Client> {
    const client = new Client({
      ...this.connection,
      database,
      options: `-c search_path=${pluginId}`,
    });
    await client.connect();
    return client;
  }
}
