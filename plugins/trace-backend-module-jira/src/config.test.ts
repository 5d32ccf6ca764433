import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readJiraConfig } from './config';

const read = (jira?: JsonObject) =>
  readJiraConfig(new ConfigReader({ trace: { jira } }));
const CLOUD = {
  baseUrl: 'https://made-up.atlassian.net/',
  email: 'bot@made-up.example',
  apiToken: 'secret',
};
const withSite = (site: JsonObject) => ({
  projects: ['PAY'],
  sites: [CLOUD, { baseUrl: 'https://jira.example', token: 'x', ...site }],
});

describe('trace.jira', () => {
  it('lists no project and reads no site by default', () => {
    expect(read()).toEqual({
      settings: {
        projects: new Set(),
        projectsOfSites: new Map(),
        incidentTypes: new Set(['incident']),
        incidentLabels: new Set(['incident']),
      },
      imported: {
        sites: [],
        frequency: { milliseconds: 3_600_000 },
        concurrency: 2,
      },
    });
  });

  it('reads what is given', () => {
    const { settings, imported } = read({
      projects: ['pay', ' CHK '],
      incidents: { types: ['Outage'], labels: [] },
      sites: [
        CLOUD,
        {
          baseUrl: 'https://Example.com/jira/',
          token: 'pat',
          projects: ['OPS'],
          since: '2026-01-31',
        },
      ],
      import: { frequency: 'PT15M', concurrency: 1 },
    });
    expect(settings).toEqual({
      projects: new Set(['PAY', 'CHK']),
      projectsOfSites: new Map([
        ['https://made-up.atlassian.net', new Set(['PAY', 'CHK'])],
        ['https://example.com/jira', new Set(['OPS'])],
      ]),
      incidentTypes: new Set(['outage']),
      incidentLabels: new Set(),
    });
    expect(imported).toEqual({
      sites: [
        {
          address: 'https://made-up.atlassian.net',
          kind: 'cloud',
          authorization: 'Basic Ym90QG1hZGUtdXAuZXhhbXBsZTpzZWNyZXQ=',
          projects: ['PAY', 'CHK'],
        },
        {
          address: 'https://example.com/jira',
          kind: 'data-center',
          authorization: 'Bearer pat',
          projects: ['OPS'],
          since: '2026-01-31T00:00:00.000Z',
        },
      ],
      frequency: { milliseconds: 900_000 },
      concurrency: 1,
    });
  });

  it.each<[JsonObject, string]>([
    [
      { project: [] },
      'trace.jira.project is no setting; known are projects, incidents, sites, import',
    ],
    [{ incidents: { type: [] } }, 'trace.jira.incidents.type is no setting'],
    [{ import: { days: 1 } }, 'trace.jira.import.days is no setting'],
    [{ import: { concurrency: 0 } }, 'trace.jira.import.concurrency must'],
    [{ import: { frequency: 'often' } }, 'trace.jira.import.frequency'],
    [
      { projects: ['PAY', 'PAY-1'] },
      'trace.jira.projects[1] is "PAY-1"; it must be what the keys',
    ],
    [{ projects: 'PAY' }, 'trace.jira.projects'],
    [withSite({ user: 'x' }), 'trace.jira.sites[1].user is no setting'],
    [withSite({ baseUrl: 'jira.example' }), 'trace.jira.sites[1].baseUrl must'],
    [
      withSite({ baseUrl: 'https://u:p@jira.example' }),
      'trace.jira.sites[1].baseUrl must',
    ],
    [
      withSite({ baseUrl: 'https://made-up.atlassian.net' }),
      'trace.jira.sites[1].baseUrl is https://made-up.atlassian.net a second time',
    ],
    [withSite({ email: 'x' }), 'trace.jira.sites[1] needs "email" and'],
    [
      { projects: ['PAY'], sites: [{ baseUrl: 'https://jira.example' }] },
      'trace.jira.sites[0] needs "email" and "apiToken" for Jira Cloud',
    ],
    [withSite({ projects: ['?'] }), 'trace.jira.sites[1].projects[0] is "?"'],
    [{ sites: [CLOUD] }, 'trace.jira.sites[0] has no project to read'],
    [withSite({ since: '31.1.2026' }), 'trace.jira.sites[1].since is'],
    [withSite({ since: '2026-13-01' }), 'trace.jira.sites[1].since is'],
  ])('names the path of what it cannot use: %j', (jira, message) => {
    expect(() => read(jira)).toThrow(message);
  });
});
