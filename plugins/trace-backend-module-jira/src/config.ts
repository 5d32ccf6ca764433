import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';
import { JiraSettings, Projects, SiteAddress } from './sites';

/** A site that is read over the API. */
export interface JiraSite {
  address: SiteAddress;
  /** The `Authorization` header, and with it which of the two Jiras it is. */
  kind: 'cloud' | 'data-center';
  authorization: string;
  projects: string[];
  /** ISO 8601; undefined: 90 days. */
  since?: string;
}

/** What is imported over the API, and how often. */
export interface JiraImportConfig {
  sites: JiraSite[];
  frequency: HumanDuration;
  concurrency: number;
}

/** https://confluence.atlassian.com/adminjiraserver/changing-the-project-key-format-938847081.html */
const PROJECT = /^[A-Z][A-Z0-9_]{1,254}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

function readProjects(config: Config | undefined, path: string): string[] {
  return (config?.getOptionalStringArray('projects') ?? []).map(
    (text, index) => {
      const project = text.trim().toUpperCase();
      if (PROJECT.test(project)) return project;
      throw new InputError(
        `${path}.projects[${index}] is "${text}"; it must be what the keys of a project's tickets begin with, e.g. PAY for PAY-812`,
      );
    },
  );
}

function readAddress(site: Config, path: string): SiteAddress {
  const text = site.getString('baseUrl').trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.search ||
    url.hash
  ) {
    throw new InputError(
      `${path}.baseUrl must be the address of a Jira site, e.g. https://acme.atlassian.net, without a user, a query or a fragment`,
    );
  }
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

function readCredentials(site: Config, path: string) {
  const email = site.getOptionalString('email');
  const apiToken = site.getOptionalString('apiToken');
  const token = site.getOptionalString('token');
  if (token && !email && !apiToken) {
    return { kind: 'data-center' as const, authorization: `Bearer ${token}` };
  }
  if (email && apiToken && !token) {
    const basic = Buffer.from(`${email}:${apiToken}`).toString('base64');
    return { kind: 'cloud' as const, authorization: `Basic ${basic}` };
  }
  throw new InputError(
    `${path} needs "email" and "apiToken" for Jira Cloud, or "token" for Jira Data Center, and not both`,
  );
}

function readSince(site: Config, path: string): { since?: string } {
  const text = site.getOptionalString('since');
  if (text === undefined) return {};
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) {
    throw new InputError(
      `${path}.since is "${text}"; it must be a day, e.g. 2026-01-31`,
    );
  }
  return { since: new Date(time).toISOString() };
}

function readSites(jira: Config | undefined, projects: string[]): JiraSite[] {
  const seen = new Set<SiteAddress>();
  return (jira?.getOptionalConfigArray('sites') ?? []).map((site, index) => {
    const path = `trace.jira.sites[${index}]`;
    requireKnownKeys(site, path, [
      'baseUrl',
      'email',
      'apiToken',
      'token',
      'projects',
      'since',
    ]);
    const address = readAddress(site, path);
    if (seen.has(address)) {
      throw new InputError(`${path}.baseUrl is ${address} a second time`);
    }
    seen.add(address);
    const own = site.has('projects') ? readProjects(site, path) : projects;
    if (own.length === 0) {
      throw new InputError(
        `${path} has no project to read: name some in its "projects" or in trace.jira.projects`,
      );
    }
    return {
      address,
      ...readCredentials(site, path),
      projects: [...new Set(own)],
      ...readSince(site, path),
    };
  });
}

function readNames(
  config: Config | undefined,
  key: string,
  fallback: string[],
): ReadonlySet<string> {
  const names = config?.getOptionalStringArray(key) ?? fallback;
  return new Set(names.map(name => name.trim().toLowerCase()));
}

function readConcurrency(config: Config | undefined): number {
  const value = config?.getOptionalNumber('concurrency') ?? 2;
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(
    `trace.jira.import.concurrency must be a whole number above 0, got ${value}`,
  );
}

/**
 * Reads `trace.jira`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readJiraConfig(root: Config): {
  settings: JiraSettings;
  imported: JiraImportConfig;
} {
  const path = 'trace.jira';
  const config = root.getOptionalConfig(path);
  requireKnownKeys(config, path, ['projects', 'incidents', 'sites', 'import']);
  const incidents = config?.getOptionalConfig('incidents');
  requireKnownKeys(incidents, `${path}.incidents`, ['types', 'labels']);
  const importing = config?.getOptionalConfig('import');
  requireKnownKeys(importing, `${path}.import`, ['frequency', 'concurrency']);
  const projects = readProjects(config, path);
  const sites = readSites(config, projects);
  return {
    settings: {
      projects: new Set(projects),
      projectsOfSites: new Map(
        sites.map((site): [SiteAddress, Projects] => [
          site.address,
          new Set(site.projects),
        ]),
      ),
      incidentTypes: readNames(incidents, 'types', ['incident']),
      incidentLabels: readNames(incidents, 'labels', ['incident']),
    },
    imported: {
      sites,
      frequency: {
        milliseconds: readDuration(root, `${path}.import.frequency`, {
          hours: 1,
        }),
      },
      concurrency: readConcurrency(importing),
    },
  };
}
