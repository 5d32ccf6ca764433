import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readGithubSettings, readImportConfig } from './config';

function read(github: JsonObject) {
  const config = new ConfigReader({ trace: { github } });
  return { ...readGithubSettings(config), ...readImportConfig(config) };
}

describe('trace.github', () => {
  it('has defaults for everything', () => {
    expect(read({})).toEqual({
      incidentLabels: new Set(['incident']),
      restrictedLabels: new Set(),
      enabled: true,
      days: 90,
      frequency: { milliseconds: 3_600_000 },
      repositories: [],
      exclude: [],
      concurrency: 4,
    });
  });

  it('reads what is given', () => {
    const given = {
      enabled: false,
      days: 30,
      frequency: 'PT15M',
      repositories: ['GitHub.com/Acme/*', 'github.com/acme/pay-*'],
      exclude: ['github.com/acme/huge'],
      concurrency: 1,
    };
    expect(read({ incidentLabels: ['Outage'], import: given })).toMatchObject({
      ...given,
      incidentLabels: new Set(['outage']),
      frequency: { milliseconds: 900_000 },
      repositories: ['github.com/acme/*', 'github.com/acme/pay-*'],
    });
  });

  it.each<[JsonObject, string]>([
    [
      { label: ['x'] },
      'trace.github.label is no setting; known are incidentLabels, restrictedLabels, import',
    ],
    [
      { import: { day: 1 } },
      'trace.github.import.day is no setting; known are enabled, days, frequency, repositories, exclude, concurrency',
    ],
    [{ import: { days: 0 } }, 'trace.github.import.days must be a whole'],
    [{ import: { days: 'all' } }, 'trace.github.import.days'],
    [{ import: { concurrency: 0.5 } }, 'trace.github.import.concurrency must'],
    [{ import: { frequency: { hours: 0 } } }, 'trace.github.import.frequency'],
    [{ import: { frequency: 'often' } }, 'trace.github.import.frequency'],
    [{ import: { enabled: 'maybe' } }, 'trace.github.import.enabled'],
    [
      { import: { repositories: ['github.com/acme/shop', 'acme/shop'] } },
      'trace.github.import.repositories[1] must be host/owner/name, with * for any name, got acme/shop',
    ],
    [
      { import: { repositories: ['github.com/*/shop'] } },
      'trace.github.import.repositories[0] must be',
    ],
    [
      { import: { exclude: ['https://github.com/acme/shop'] } },
      'trace.github.import.exclude[0] must be',
    ],
    [{ import: { exclude: 'github.com/acme/*' } }, 'trace.github.import.excl'],
    [{ import: true }, 'trace.github.import'],
  ])('names the path of what it cannot use: %j', (github, message) => {
    expect(() => read(github)).toThrow(message);
  });
});
