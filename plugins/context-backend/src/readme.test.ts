import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readContextConfig } from './config';
import { ROUTES } from './router/routeTable';

const README = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
/** Its lines, with tables as narrow as they can be. */
const TEXT = README.replace(/ +/g, ' ');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

describe('the README', () => {
  it('names every route with its permissions', () => {
    for (const [route, { permissions, note }] of Object.entries(ROUTES)) {
      const names = permissions.map(name => `\`${name}\``).join(', ') || 'none';
      expect(TEXT).toContain(`| \`${route}\` | ${names} | ${note} |`);
    }
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
