import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EVENTS } from '../events';
import {
  CAPABILITIES,
  PACKAGE_EVENTS,
  permissionText,
  SECURITY_EVENTS,
} from './capabilities';

const README = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

describe('the capabilities', () => {
  it('are in the README, with the permission and events of each', () => {
    const rows = README.split('\n')
      .filter(line => /^\| `\w+: read` /.test(line))
      .map(line => line.replace(/ +/g, ' '));
    expect(rows).toEqual(
      CAPABILITIES.map(
        capability =>
          `| \`${permissionText(capability)}\` | ${capability.title} | ${
            capability.events.map(event => `\`${event}\``).join(', ') || 'none'
          } | ${capability.without} |`,
      ),
    );
  });

  it('ask for the events that are read, but those of security and packages, and no others', () => {
    const asked = CAPABILITIES.flatMap(({ events }) => events);
    expect([...asked, ...SECURITY_EVENTS, ...PACKAGE_EVENTS].sort()).toEqual(
      [...EVENTS.keys()].sort(),
    );
  });

  it('are only read', () => {
    for (const capability of CAPABILITIES) {
      expect(permissionText(capability)).toMatch(/^\w+: read$/);
    }
  });
});
