import { GithubHostStatus } from '@throughline/plugin-trace-common';
import { GithubClients, GithubHost } from '../client';
import { appStatus } from './appStatus';
import { PATIENCE_MS, problemOf } from './asking';
import { capabilitiesWith } from './grants';
import { tokenStatus } from './tokenStatus';

async function ask(clients: GithubClients, host: GithubHost) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  switch (host.credentials) {
    case 'app':
      return appStatus(clients, host, signal);
    case 'token':
      return tokenStatus(clients.forApp(host, { signal }));
    default:
      return {
        capabilities: capabilitiesWith(() => 'unknown'),
        problem: `integrations.github has no credentials for ${host.host}`,
      };
  }
}

/**
 * What the portal may do on each host. A host that does not answer, or does not
 * take the credentials, is one with a problem.
 */
export async function connectionStatus(
  clients: GithubClients,
): Promise<GithubHostStatus[]> {
  return Promise.all(
    clients.hosts.map(async host => {
      const { host: name, credentials } = host;
      try {
        return { host: name, credentials, ...(await ask(clients, host)) };
      } catch (error) {
        return {
          host: name,
          credentials,
          capabilities: capabilitiesWith(() => 'unknown'),
          problem: problemOf(error, host),
        };
      }
    }),
  );
}
