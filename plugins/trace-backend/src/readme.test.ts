import { mockServices } from '@backstage/backend-test-utils';
import { contextPermissions } from '@throughline/plugin-context-common';
import { tracePermissions } from '@throughline/plugin-trace-common';
import {
  documentedNames,
  documentedRouteLines,
  readDocument,
  routeLines,
} from '@throughline/test-kit';
import { eachDatabase } from './__testUtils__/databases';
import { dumpAttribution, dumpGraph } from './__testUtils__/dump';
import { tell } from './__testUtils__/backend';
import { ENTITIES, scenario } from './__testUtils__/scenario';
import { readTraceConfig } from './config';
import { ROUTES } from './router/routeTable';
import { applyCatalog } from './service/applyCatalog';

const README = readDocument('plugins/trace-backend/README.md');
const PERMISSIONS = readDocument('docs/permissions.md');
/** Its lines, with tables as narrow as they can be. */
const TEXT = README.replace(/ +/g, ' ');

const DAY = 24 * 3_600_000;

describe('the README', () => {
  it('names every route with its permissions, and no other', () => {
    expect(documentedRouteLines(README, '## Routes')).toEqual(
      routeLines(ROUTES),
    );
    expect(documentedRouteLines(PERMISSIONS, '### `/api/trace`')).toEqual(
      routeLines(ROUTES),
    );
  });

  it('says what each permission opens', () => {
    expect(documentedNames(PERMISSIONS, '## Permissions')).toEqual([
      'catalog.entity.read',
      ...tracePermissions.map(({ name }) => name),
      ...contextPermissions.map(({ name }) => name),
    ]);
  });

  it('names the defaults that there are', () => {
    const { ingest, inbox, catalog, projection } = readTraceConfig(
      mockServices.rootConfig(),
    );
    for (const [key, value] of [
      ...Object.entries(ingest).map(([name, size]) => [`ingest.${name}`, size]),
      ['inbox.retention', `${inbox.retentionMs / DAY} days`],
      ['inbox.failedRetention', `${inbox.failedRetentionMs / DAY} days`],
      [
        'incidents.window',
        `${projection.incidents.windowMs / 3_600_000} hours`,
      ],
      ['incidents.threshold', projection.incidents.threshold],
      ['security.blockFrom', projection.security.blockFrom],
      ['catalog.refresh', `${catalog.refresh.milliseconds! / 60_000} minute`],
    ]) {
      expect(TEXT).toMatch(new RegExp(`\`trace.${key}\` .* \`${value}\` \\|`));
    }
  });

  eachDatabase('rebuilds the same from facts', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    const graph = await dumpGraph(knex);
    const attribution = await dumpAttribution(knex);

    const [, statement] = /```sql\n(.*?)```/s.exec(README)!;
    const [, listed] = /empty\s+(.*?)in the same transaction/s.exec(README)!;
    const tables = [...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    for (const emptied of [[], tables]) {
      await knex.transaction(async tx => {
        for (const table of emptied) await tx(table).delete();
        await tx.raw(statement);
      });
      expect((await knex('work').pluck('key')).length).toBeGreaterThan(20);
      await tell(knex, []);
      expect(await dumpGraph(knex)).toBe(graph);
      expect(await dumpAttribution(knex)).toBe(attribution);
    }
    expect(tables).toHaveLength(21);
  });
});
