/**
 * What tells how changes are written, besides the built-in rules. All are
 * patterns in which `*` stands for any characters; case does not count.
 */
export interface AuthorshipSettings {
  /** Logins of agents; of apps also without `[bot]`. */
  agentAccounts: string[];
  /** Logins that are no agent's, whatever else says so. */
  notAgents: string[];
  /** Branches that agents make. */
  agentBranches: string[];
  /** Trailers by which assistants sign, `Token` or `Token: value`. */
  assistantTrailers: string[];
  /** Labels of what an agent wrote. */
  agentLabels: string[];
  /** Labels of what was written with an assistant. */
  assistedLabels: string[];
}

/** The built-in rules alone. */
export const NO_AUTHORSHIP_SETTINGS: AuthorshipSettings = {
  agentAccounts: [],
  notAgents: [],
  agentBranches: [],
  assistantTrailers: [],
  agentLabels: [],
  assistedLabels: [],
};
