/** Project keys, in upper case. */
export type Projects = ReadonlySet<string>;

/** What of reading tickets an organisation may decide. */
export interface JiraSettings {
  /** Whose tickets are kept with their words, where a site names none. */
  projects: Projects;
  /** The same for some sites, by {@link siteOf} their addresses. */
  projectsOfSites: ReadonlyMap<string, Projects>;
  /** In lower case. */
  incidentTypes: ReadonlySet<string>;
  /** In lower case. */
  incidentLabels: ReadonlySet<string>;
}

/** Where Jira is, with the path it is below and without a slash at the end. */
export type SiteAddress = string;

/**
 * The site that has an address of the API, e.g. that of a ticket:
 * `https://example.com/jira/rest/api/2/issue/10002`.
 *
 * @returns undefined when that is no such address
 */
export function siteOf(self: string): SiteAddress | undefined {
  if (!URL.canParse(self)) return undefined;
  const { protocol, host, pathname } = new URL(self);
  const end = pathname.indexOf('/rest/');
  if ((protocol !== 'https:' && protocol !== 'http:') || end < 0) {
    return undefined;
  }
  return `${protocol}//${host}${pathname.slice(0, end)}`;
}

/** The host of a site, which names its register. */
export function hostOf(site: SiteAddress): string {
  return new URL(site).host;
}

/** The page of a ticket. A key that it had before leads there, too. */
export function pageOf(site: SiteAddress, key: string): string {
  return `${site}/browse/${key}`;
}

/** `PAY` for `PAY-812`. */
export function projectOf(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
}

/** Whether a ticket of the site may be kept with its words. */
export function isListed(
  { projects, projectsOfSites }: JiraSettings,
  site: SiteAddress,
  key: string,
): boolean {
  return (projectsOfSites.get(site) ?? projects).has(projectOf(key));
}
