/**
 * Plays GitHub for the browser tests: an organisation with three repositories,
 * and a token that may not read issues. Prints how a portal reaches it.
 *
 * The history of one repository stops halfway, until SIGUSR2 lets it go on.
 */
import {
  addToken,
  ALL_PERMISSIONS,
  generateOrganisation,
  startGithubPlayer,
} from '@throughline/github-player';

async function main(): Promise<void> {
  const organisation = generateOrganisation({ repositories: 3, changes: 45 });
  const player = await startGithubPlayer({ organisation });
  const goOn = new Promise<void>(resolve => process.once('SIGUSR2', resolve));
  player.faults.add({
    match: ({ path }) => path === '/repos/made-up/web/actions/runs',
    times: Infinity,
    answer: 'hold',
    until: goOn,
  });
  const { issues, ...permissions } = ALL_PERMISSIONS;
  const integration = {
    host: player.host,
    apiBaseUrl: player.url,
    token: addToken(organisation, { permissions }).value,
  };
  process.stdout.write(`${JSON.stringify(integration)}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
