/**
 * Node keys. A key says what a node is and where its source keeps it, so that
 * two sources that speak of the same thing arrive at the same key without
 * asking each other.
 *
 * A repository is named `host/owner/name` in lower case, e.g.
 * `github.com/acme/shop`: forges treat these names as case-insensitive.
 */

/** `host/owner/name`, lower case, without scheme, credentials, port or `.git`. */
export type RepositoryName = string;

/** Longer texts name no repository. */
const MAX_REPOSITORY_TEXT = 1000;
const REPOSITORY_NAME =
  /^[a-z0-9][\w.-]*(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+){2,}$/;

/**
 * The name of a repository from any of the forms people write:
 * `https://github.com/Acme/shop.git`, `git@github.com:acme/shop`,
 * `ssh://git@host:22/acme/shop`, `github.com/acme/shop`.
 *
 * @returns undefined when the text names no repository
 */
export function parseRepositoryName(text: string): RepositoryName | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_REPOSITORY_TEXT) return undefined;
  const scpLike = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/.exec(trimmed);
  const stripped = scpLike
    ? `${scpLike[1]}/${scpLike[2]}`
    : trimmed
        .replace(/^[a-z+]+:\/\//i, '')
        .replace(/^[^/@]*@/, '')
        .replace(/^([^/:]+):\d+(?=\/)/, '$1');
  const name = stripped
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/(?:\.git)+$/i, '')
    .toLowerCase();
  return REPOSITORY_NAME.test(name) ? name : undefined;
}

/** A pull or merge request. */
export function changeKey(repository: RepositoryName, number: number): string {
  return `change:${repository}#${number}`;
}

/** A commit that reached the default branch without a pull or merge request. */
export function directChangeKey(
  repository: RepositoryName,
  sha: string,
): string {
  return `change:${repository}@${sha}`;
}

/** A commit of one repository; the same commit in a fork is another node. */
export function commitKey(repository: RepositoryName, sha: string): string {
  return `commit:${repository}@${sha}`;
}

/** A run of a whole workflow or pipeline. */
export function workflowRunKey(
  repository: RepositoryName,
  id: number | string,
): string {
  return `pipelineRun:${repository}/runs/${id}`;
}

/**
 * A job or check of one commit. GitHub gives a job of its own Actions and the
 * check run that reports it the same id, so both arrive here.
 */
export function checkRunKey(
  repository: RepositoryName,
  id: number | string,
): string {
  return `pipelineRun:${repository}/checks/${id}`;
}

/** All checks one app reports for one commit. */
export function checkSuiteKey(
  repository: RepositoryName,
  id: number | string,
): string {
  return `pipelineRun:${repository}/check-suites/${id}`;
}

/**
 * One run of a test suite.
 *
 * @param digest - of what tells this run from others of the commit: suite,
 *   job, matrix and attempt
 */
export function testSuiteRunKey(
  repository: RepositoryName,
  sha: string,
  digest: string,
): string {
  return `testSuiteRun:${repository}@${sha}/${digest}`;
}

/** What a tag or release names. */
export function artifactKey(repository: RepositoryName, tag: string): string {
  return `artifact:${repository}@${tag}`;
}

/** A deployment as its forge counts it. */
export function deploymentKey(
  repository: RepositoryName,
  id: number | string,
): string {
  return `deployment:${repository}/${id}`;
}

/** An issue of a forge: a ticket, or an incident when labelled as one. */
export function issueKey(repository: RepositoryName, number: number): string {
  return `issue:${repository}#${number}`;
}

/** A ticket of a tracker with project-wide keys, e.g. `PAY-812`. */
export function ticketKey(key: string): string {
  return `issue:${key.toUpperCase()}`;
}

const PROJECT_OF_TICKET =
  /^issue:(?:([A-Z][A-Z0-9]*)-\d+|([A-Z]+)[A-Z0-9._-]*)$/;

/**
 * The project that a ticket's node key names: `PAY` of `PAY-812`, `CHG` of
 * `CHG0012345`. Undefined for issues of forges, which have no such keys.
 */
export function projectOfTicket(key: string): string | undefined {
  const [, ofTracker, letters] = PROJECT_OF_TICKET.exec(key) ?? [];
  return ofTracker ?? letters;
}

/**
 * An incident as a system for incidents counts it.
 *
 * @param system - which one, without a slash, e.g. `pagerduty`
 */
export function incidentKey(system: string, id: string): string {
  return `incident:${system}/${id}`;
}

/**
 * A deployment that no forge knows of, as the system that made it counts it.
 *
 * @param system - which one, without a slash, e.g. `cdevents`
 */
export function systemDeploymentKey(system: string, id: string): string {
  return `deployment:${system}/${id}`;
}

/** What a package URL names, e.g. `pkg:oci/shop@sha256:…`. */
export function packageKey(purl: string): string {
  return `artifact:${purl}`;
}

/** A weakness, as its scanner or forge counts it in the repository. */
export function findingKey(
  repository: RepositoryName,
  id: number | string,
): string {
  return `finding:${repository}/findings/${id}`;
}

/** One scan of one commit. */
export function scanKey(
  repository: RepositoryName,
  sha: string,
  digest: string,
): string {
  return `scan:${repository}@${sha}/${digest}`;
}

/** What stands after the repository's name, by kind of key. */
const KEY_TAILS: Record<string, RegExp> = {
  change: /[#@].*$/s,
  commit: /@.*$/s,
  testSuiteRun: /@.*$/s,
  artifact: /@.*$/s,
  issue: /#\d+$/,
  deployment: /\/[^/]+$/,
  finding: /\/findings\/.*$/s,
  scan: /@.*$/s,
  pipelineRun: /\/(?:runs|checks|check-suites)\/[^/]+$/,
};

/** The repository a node key speaks of; undefined for tracker tickets. */
export function repositoryOfKey(key: string): RepositoryName | undefined {
  const colon = key.indexOf(':');
  const kind = key.slice(0, Math.max(0, colon));
  const rest = key.slice(colon + 1);
  const tail = Object.hasOwn(KEY_TAILS, kind)
    ? KEY_TAILS[kind].exec(rest)
    : undefined;
  const name = tail ? rest.slice(0, tail.index) : '';
  return REPOSITORY_NAME.test(name) ? name : undefined;
}
