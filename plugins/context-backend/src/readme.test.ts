import { mockServices } from '@backstage/backend-test-utils';
import {
  documentedNames,
  documentedRouteLines,
  readDocument,
  routeLines,
} from '@throughline/test-kit';
import { ActionsOptions, registerActions } from './actions';
import { readContextConfig } from './config';
import { ROUTES } from './router/routeTable';

const README = readDocument('plugins/context-backend/README.md');
const PERMISSIONS = readDocument('docs/permissions.md');
/** Its lines, with tables as narrow as they can be. */
const TEXT = README.replace(/ +/g, ' ');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

describe('the README', () => {
  it('names every route with its permissions, and no other', () => {
    expect(documentedRouteLines(README, '## Routes')).toEqual(
      routeLines(ROUTES),
    );
    expect(documentedRouteLines(PERMISSIONS, '### `/api/context`')).toEqual(
      routeLines(ROUTES),
    );
  });

  it('names every agent action, and no other', () => {
    const names: string[] = [];
    registerActions({
      actionsRegistry: {
        register: ({ name }: { name: string }) => names.push(name),
      },
      config: readContextConfig(mockServices.rootConfig()),
    } as unknown as ActionsOptions);
    expect(documentedNames(PERMISSIONS, '## Agent actions')).toEqual(
      names.map(name => `context.${name}`),
    );
  });

  it('names the defaults that there are', () => {
    const config = readContextConfig(mockServices.rootConfig());
    for (const [key, value] of [
      ['timeout', `${config.timeoutMs / SECOND} seconds`],
      ['sweep', `${config.sweep.milliseconds! / MINUTE} minutes`],
      [
        'catalog.refresh',
        `${config.catalog.refresh.milliseconds! / SECOND} seconds`,
      ],
      ['retention', `${config.retentionMs / DAY} days`],
      [
        'agents.allowUnrestrictedServices',
        String(config.agents.allowUnrestrictedServices),
      ],
    ]) {
      expect(TEXT).toMatch(
        new RegExp(`\`context.${key}\` .* \`${value}\` \\|`),
      );
    }
  });
});
