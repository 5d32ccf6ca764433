import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { buildSync } from 'esbuild';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Bundled: starting it dozens of times from source would take long. */
function bundle(): string {
  const outfile = join(__dirname, '../../.cache/importingBackend.js');
  buildSync({
    entryPoints: [join(__dirname, 'importingBackend.ts')],
    bundle: true,
    platform: 'node',
    outfile,
    external: ['@backstage/*', '@octokit/*', 'knex', 'express', 'minimatch'],
  });
  return outfile;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts backends, one after the other, all of one config. */
export class ImportingProcess {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly configFile: string,
    private readonly entities: Entity[],
    /** Where it listens while it lives. */
    readonly url: string,
  ) {}

  /** @param folder - for its config */
  static async create(
    folder: string,
    options: { config: JsonObject; database: JsonObject; entities: Entity[] },
  ): Promise<ImportingProcess> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const configFile = join(folder, 'app-config.json');
    writeFileSync(
      configFile,
      JSON.stringify({
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database: options.database,
        },
        ...options.config,
      }),
    );
    return new ImportingProcess(bundle(), configFile, options.entities, url);
  }

  get lives(): boolean {
    const { child } = this;
    return !!child && child.exitCode === null && child.signalCode === null;
  }

  /** Starts it; it may be killed before it is ready. */
  start(): void {
    this.child = spawn(
      process.execPath,
      [this.program, '--config', this.configFile],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LOG_LEVEL: 'error',
          CATALOG_ENTITIES: JSON.stringify(this.entities),
        },
      },
    );
  }

  /** As a power cut would. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** When it lives no more. */
  async ended(): Promise<void> {
    while (this.lives) await pause(5);
  }
}
