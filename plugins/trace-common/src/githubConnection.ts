/** Whether the portal's GitHub credentials allow something. */
export type GithubCapabilityState = 'granted' | 'missing' | 'unknown';

/** One thing that the portal reads from GitHub, and whether it may. */
export interface GithubCapability {
  /** Stable, e.g. `pull-requests`. */
  id: string;
  /** What is read, in plain words. */
  title: string;
  /** Permission of a GitHub App that allows it, e.g. `pull_requests: read`. */
  permission: string;
  state: GithubCapabilityState;
  /** What the portal does not know without it. */
  without: string;
}

/** An account on which a GitHub App is installed. */
export interface GithubInstallation {
  account: string;
  /** Where its owner changes what the App may reach. */
  url?: string;
  repositories: 'all' | 'selected';
}

/** What the portal may do on one host of `integrations.github`. */
export interface GithubHostStatus {
  host: string;
  credentials: 'app' | 'token' | 'none';
  /** Missing for tokens, and when the App could not be asked. */
  app?: {
    slug?: string;
    owner?: string;
    installations: GithubInstallation[];
  };
  capabilities: GithubCapability[];
  /** Calls that are left of the current hour. `resetAt` is ISO 8601. */
  rateLimit?: { limit: number; remaining: number; resetAt: string };
  /** What is wrong, for people; missing when nothing is. */
  problem?: string;
}

/** `GET /github/connection` */
export interface GithubConnectionResponse {
  hosts: GithubHostStatus[];
  import: {
    enabled: boolean;
    /** How far back the first import reads. */
    days: number;
    /** How often it looks for what deliveries did not bring, in minutes. */
    everyMinutes: number;
    /** How many repositories entities claim on hosts with credentials. */
    repositories: number;
  };
}

/** `GET /github/manifest?host=&organisation=&page=` */
export interface GithubManifestResponse {
  /** Address that a form posts `manifest` to, with `state` in its query. */
  action: string;
  /** What the GitHub App is going to be, in GitHub's words. */
  manifest: Record<string, unknown>;
  /** Comes back from GitHub, so that nobody can hand in somebody else's App. */
  state: string;
  /** What the App will say it may do, one by one. */
  asks: Array<Omit<GithubCapability, 'state'>>;
  /** What people should know before they go on. */
  notes: string[];
}

/** `POST /github/app`, the body. The host is in the state. */
export interface GithubAppRequest {
  code: string;
  state: string;
}

/**
 * `POST /github/app`, the answer. Given once: GitHub does not give these
 * secrets twice, and the portal does not keep them.
 */
export interface GithubAppResponse {
  host: string;
  name: string;
  htmlUrl: string;
  /** Where an owner installs the App on repositories. */
  installUrl: string;
  /** Name that the file with the credentials should have. */
  fileName: string;
  /** That file, as Backstage's own command line writes it. */
  credentialsYaml: string;
  /** Lines for the backend's configuration that use the file. */
  configYaml: string;
}

/** A repository that the portal's credentials reach. */
export interface GithubRepository {
  /** `host/owner/name` */
  repository: string;
  description?: string;
  /** ISO 8601 */
  pushedAt?: string;
  /** Entities that name it, as far as the reader may see them. */
  entityRefs: string[];
  /** A catalog file for it, when no entity names it. */
  proposal?: string;
}

/** `GET /github/repositories` */
export interface GithubRepositoriesResponse {
  items: GithubRepository[];
  /** Pass as `cursor` for the next page; missing on the last one. */
  nextCursor?: string;
  /** Hosts and accounts that could not be asked, and why. */
  problems: Array<{ host: string; problem: string }>;
}
