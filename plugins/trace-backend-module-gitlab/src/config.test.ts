import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { readGitlabSettings, readImportConfig } from './config';

function read(gitlab: JsonObject) {
  const config = new ConfigReader({ trace: { gitlab } });
  return { ...readGitlabSettings(config), ...readImportConfig(config) };
}

describe('trace.gitlab', () => {
  it('has defaults for everything', () => {
    expect(read({})).toEqual({
      incidentLabels: new Set(['incident']),
      restrictedLabels: new Set(),
      enabled: true,
      since: { milliseconds: 90 * 24 * 3_600_000 },
      frequency: { milliseconds: 3_600_000 },
      projects: [],
      exclude: [],
      concurrency: 4,
      pipelines: 500,
    });
  });

  it('reads what is given', () => {
    const given = {
      enabled: false,
      since: '2026-01-31',
      frequency: 'PT15M',
      projects: ['GitLab.com/Acme/*', 'gitlab.com/acme/web/Shop'],
      exclude: ['gitlab.com/acme/attic/*'],
      concurrency: 1,
      pipelines: 20,
    };
    expect(read({ incidentLabels: [' Outage '], import: given })).toMatchObject(
      {
        ...given,
        incidentLabels: new Set(['outage']),
        since: { from: '2026-01-31T00:00:00.000Z' },
        frequency: { milliseconds: 900_000 },
        projects: ['gitlab.com/acme/*', 'gitlab.com/acme/web/shop'],
      },
    );
    expect(read({ import: { since: 'P30D' } }).since).toEqual({
      milliseconds: 30 * 24 * 3_600_000,
    });
  });

  it.each<[JsonObject, string]>([
    [
      { labels: ['x'] },
      'trace.gitlab.labels is no setting; known are incidentLabels, restrictedLabels, import',
    ],
    [
      { import: { days: 1 } },
      'trace.gitlab.import.days is no setting; known are enabled, since, frequency, projects, exclude, concurrency, pipelines',
    ],
    [
      { incidentLabels: ['ok', ' '] },
      'trace.gitlab.incidentLabels[1] must be the name of a label of 1 to 255 characters',
    ],
    [
      { restrictedLabels: ['x'.repeat(256)] },
      'trace.gitlab.restrictedLabels[0] must be the name of a label',
    ],
    [
      { import: { since: '2026-02-31' } },
      'trace.gitlab.import.since must be a day in the past such as 2026-01-31, or a duration, got 2026-02-31',
    ],
    [
      { import: { since: '9000-01-01' } },
      'trace.gitlab.import.since must be a day in the past',
    ],
    [
      { import: { concurrency: 0.5 } },
      'trace.gitlab.import.concurrency must be a whole number above 0, got 0.5',
    ],
    [
      { import: { pipelines: 0 } },
      'trace.gitlab.import.pipelines must be a whole number above 0, got 0',
    ],
    [
      { import: { frequency: { hours: 0 } } },
      'trace.gitlab.import.frequency must be longer than nothing',
    ],
    [
      { import: { projects: ['gitlab.com/acme/shop', 'acme/shop'] } },
      'trace.gitlab.import.projects[1] must be host/group/project, or host/group/* for all of a group, got acme/shop',
    ],
    [
      { import: { projects: ['gitlab.com/*/shop'] } },
      'trace.gitlab.import.projects[0] must be',
    ],
    [
      { import: { exclude: ['https://gitlab.com/acme/shop'] } },
      'trace.gitlab.import.exclude[0] must be',
    ],
  ])('names the path of what it cannot use: %j', (gitlab, message) => {
    expect(() => read(gitlab)).toThrow(InputError);
    expect(() => read(gitlab)).toThrow(message);
  });

  // Refused by Backstage's own reading, which names the path too.
  it.each<[JsonObject, string]>([
    [{ import: { since: 'long' } }, 'trace.gitlab.import.since'],
    [{ import: { since: 90 } }, 'trace.gitlab.import.since'],
    [{ import: { frequency: 'often' } }, 'trace.gitlab.import.frequency'],
    [{ import: { enabled: 'maybe' } }, 'trace.gitlab.import.enabled'],
    [{ import: { concurrency: 'all' } }, 'trace.gitlab.import.concurrency'],
    [{ import: { exclude: 'gitlab.com/a/*' } }, 'trace.gitlab.import.excl'],
    [{ import: true }, 'trace.gitlab.import'],
    [{ incidentLabels: [1] }, 'trace.gitlab.incidentLabels'],
  ])('names the path of what is of another type: %j', (gitlab, path) => {
    expect(() => read(gitlab)).toThrow(path);
  });
});
