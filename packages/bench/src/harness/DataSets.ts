import { copyBacklog } from '../deliveries/copyBacklog';
import { COMPONENTS } from '../deliveries/catalog';
import { Backlog } from './Backlog';
import { Portal, PortalHome, PortalOptions } from './Portal';
import { say, until } from './processes';

/** Deliveries of a data set, by how they are spread over series. */
export interface DataSet {
  name: string;
  /** Series → deliveries. */
  parts: Array<{ series: number; count: number }>;
}

/** Called while a data set is made, after each of its parts was projected. */
export type OnPart = (portal: Portal, part: number) => Promise<void>;

/**
 * Data sets as template databases: made once by a portal that projects them, then
 * copied for each use as long as neither the code nor the generator changes.
 */
export class DataSets {
  /** @param version - another one makes them anew */
  constructor(
    private readonly home: PortalHome,
    private readonly version: string,
  ) {}

  /** Whether a database is a data set of this version. */
  isCurrent(database: string): boolean {
    return (
      database.startsWith('bench_data_') &&
      database.endsWith(`_${this.version}`)
    );
  }

  /** A portal on a copy of a data set; of none: on the catalog alone. */
  async portalOn(
    name: string,
    dataSet?: DataSet,
    options: Omit<PortalOptions, 'database'> = {},
  ): Promise<Portal> {
    const source = dataSet ? await this.ensure(dataSet) : await this.base();
    const database = `bench_use_${name}`;
    await this.home.postgres.copy(source, database);
    return Portal.start(this.home, { ...options, database });
  }

  /** Stops a portal and drops what it wrote. */
  async discard(portal: Portal): Promise<void> {
    await portal.stop();
    await this.home.postgres.drop(portal.database);
  }

  /** Makes a data set unless it is there. */
  async ensure(dataSet: DataSet): Promise<string> {
    const name = this.nameOf(dataSet.name);
    if (await this.exists(name)) return name;
    return this.make(dataSet);
  }

  /** Makes a data set, also when it is there. */
  async make(
    dataSet: DataSet,
    options: { measuresMemory?: boolean; onPart?: OnPart } = {},
  ): Promise<string> {
    const name = this.nameOf(dataSet.name);
    const portal = await this.portalOn('making', undefined, options);
    const client = await this.home.postgres.connect(portal.database, 'trace');
    try {
      const backlog = new Backlog(client);
      for (const [part, { series, count }] of dataSet.parts.entries()) {
        say(`Data set ${dataSet.name}: ${count} deliveries`);
        await copyBacklog(client, { series, count, events: 'all' });
        say(`Data set ${dataSet.name}: projecting them`);
        const started = Date.now();
        await backlog.drained(count * 20 + 60_000);
        const seconds = (Date.now() - started) / 1000;
        say(
          `Data set ${dataSet.name}: ${Math.round(
            count / seconds,
          )} deliveries a second`,
        );
        await options.onPart?.(portal, part);
      }
      await client.query('VACUUM ANALYZE');
    } finally {
      await client.end();
    }
    await portal.stop();
    await this.home.postgres.rename(portal.database, name);
    return name;
  }

  /** The catalog alone: all components known to catalog and trace. */
  private async base(): Promise<string> {
    const name = this.nameOf('base');
    if (await this.exists(name)) return name;
    say('Filling the catalog');
    const making = 'bench_use_base';
    await this.home.postgres.create(making);
    const portal = await Portal.start(this.home, {
      database: making,
      // Annotations are read anew often, only here, so that it ends soon.
      config: { trace: { catalog: { refresh: { seconds: 5 } } } },
    });
    const client = await this.home.postgres.connect(making, 'trace');
    try {
      await until(
        'Filling the catalog',
        async () => {
          const { rows } = await client.query<{ known: string }>(
            'SELECT count(*) AS known FROM entities WHERE repository IS NOT NULL',
          );
          return Number(rows[0].known) >= COMPONENTS;
        },
        { withinMs: 180_000 },
      );
    } finally {
      await client.end();
    }
    await portal.stop();
    await this.home.postgres.rename(making, name);
    return name;
  }

  private nameOf(name: string): string {
    return `bench_data_${name}_${this.version}`;
  }

  private async exists(database: string): Promise<boolean> {
    return (await this.home.postgres.databases()).includes(database);
  }
}
