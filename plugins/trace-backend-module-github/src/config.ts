import { Config } from '@backstage/config';

/** What of reading GitHub's deliveries an organisation may decide. */
export interface GithubSettings {
  /** Labels that make an issue an incident, in lower case. */
  incidentLabels: ReadonlySet<string>;
}

/** Reads `trace.github`. */
export function readGithubSettings(config: Config): GithubSettings {
  const labels = config.getOptionalStringArray('trace.github.incidentLabels');
  return {
    incidentLabels: new Set(
      (labels ?? ['incident']).map(label => label.trim().toLowerCase()),
    ),
  };
}
