import { ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { program } from '../paths';
import { freePort } from './ports';
import { Postgres } from './Postgres';
import { pause, stopProcess, until, whenOver } from './processes';
import { signIn } from './signIn';

/** Secret that deliveries are signed with. */
export const WEBHOOK_SECRET = 'bench-only-webhook-secret';

/** What all portals of a bench have in common. */
export interface PortalHome {
  repository: string;
  /** The unpacked bundle. */
  bundle: string;
  /** Where configs and logs go. */
  folder: string;
  /** Address of the stand-in for GitHub. */
  forge: string;
  /** The catalog file. */
  catalog: string;
  postgres: Postgres;
}

/** What one portal has of its own. */
export interface PortalOptions {
  database: string;
  /** A config file more, read last. */
  config?: JsonObject;
  /** Lets the resident size be asked for. */
  measuresMemory?: boolean;
}

/** A built portal that runs as in production. */
export class Portal {
  private constructor(
    readonly url: string,
    readonly database: string,
    readonly token: string,
    private readonly child: ChildProcess,
    /** Stops it. */
    readonly stop: () => Promise<void>,
  ) {}

  /** Starts it and signs in. */
  static async start(home: PortalHome, options: PortalOptions) {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    await mkdir(home.folder, { recursive: true });
    const log = join(home.folder, `${options.database}.log`);
    const output = openSync(log, 'w');
    const configs = await Promise.all(
      [configOf(home, options), options.config ?? {}].map(
        async (config, index) => {
          const path = join(home.folder, `${options.database}.${index}.json`);
          // JSON is YAML as well.
          await writeFile(path, JSON.stringify(config, null, 2));
          return path;
        },
      ),
    );

    const { connection } = home.postgres;
    const child = spawn(
      process.execPath,
      [
        ...(options.measuresMemory
          ? ['--expose-gc', '--require', program('gcHook.cjs')]
          : []),
        'packages/backend',
        ...[
          join(home.repository, 'app-config.yaml'),
          join(home.repository, 'app-config.production.yaml'),
          ...configs,
        ].flatMap(file => ['--config', file]),
      ],
      {
        cwd: home.bundle,
        stdio: [
          'ignore',
          output,
          output,
          ...(options.measuresMemory ? (['ipc'] as const) : []),
        ],
        // Of its own group, so that Ctrl-C does not reach it before it is
        // stopped in turn.
        detached: true,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          APP_BASE_URL: url,
          PORT: String(port),
          POSTGRES_HOST: connection.host,
          POSTGRES_PORT: String(connection.port),
          POSTGRES_USER: connection.user,
          POSTGRES_PASSWORD: connection.password,
          AUTH_GITHUB_CLIENT_ID: 'bench',
          AUTH_GITHUB_CLIENT_SECRET: 'bench',
        },
      },
    );
    const stop = whenOver(() => stopProcess(child));
    try {
      await until('Starting a portal', () => isReady(url), {
        withinMs: 120_000,
        alive: () => child.exitCode === null && child.signalCode === null,
      });
      const token = await signInWhenKnown(url);
      return new Portal(url, options.database, token, child, stop);
    } catch (error) {
      const lines = (await readFile(log, 'utf8')).split('\n');
      const telling = lines.filter(line => /"level":"(warn|error)"/.test(line));
      process.stderr.write(`${telling.slice(-10).join('\n')}\n`);
      await stop();
      throw error;
    }
  }

  /** Reads JSON as the signed-in user; undefined unless it answers with 200. */
  async get<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.url}${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const text = await response.text();
    return response.status === 200 ? (JSON.parse(text) as T) : undefined;
  }

  /** Posts nothing as the signed-in user; throws unless it is accepted. */
  async post(path: string): Promise<void> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}` },
    });
    await response.text();
    if (!response.ok) {
      throw new Error(`POST ${path} was answered with ${response.status}`);
    }
  }

  /** Bytes in memory after a forced collection. */
  resident(): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('The portal did not tell its resident size')),
        30_000,
      );
      this.child.once('message', message => {
        clearTimeout(timer);
        resolve((message as { resident: number }).resident);
      });
      this.child.send('resident');
    });
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

// The catalog may not have read its file yet, which has the user.
async function signInWhenKnown(url: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await signIn(url);
    } catch (error) {
      if (attempt === 60) throw error;
      await pause(1_000);
    }
  }
}

function configOf(home: PortalHome, { database }: PortalOptions) {
  return {
    backend: {
      database: {
        pluginDivisionMode: 'schema',
        connection: { database },
      },
    },
    events: { http: { topics: ['github'] } },
    auth: {
      providers: {
        github: { production: { enterpriseInstanceUrl: home.forge } },
      },
    },
    catalog: {
      locations: [
        {
          type: 'file',
          target: home.catalog,
          rules: [{ allow: ['System', 'Group', 'User', 'Component'] }],
        },
      ],
    },
    trace: { sources: { github: { secrets: [WEBHOOK_SECRET] } } },
  };
}
