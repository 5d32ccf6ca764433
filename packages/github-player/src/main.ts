/**
 * Starts a player for trying things by hand, with an organisation that was
 * made up; ends with Ctrl+C. Its port is the one argument.
 */
import { addApp, installApp } from './access/tokens';
import { generateOrganisation } from './generate/organisation';
import { fullName } from './model/Organisation';
import { startGithubPlayer } from './server/startGithubPlayer';

async function main(): Promise<void> {
  const port = Number(process.argv[2] ?? 0);
  const organisation = generateOrganisation({ changes: 200, repositories: 3 });
  const app = addApp(organisation, { name: 'Made-up app' });
  installApp(organisation, app);
  const player = await startGithubPlayer({ organisation, port });
  const { url, token } = player;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`REST API       ${url}`);
  say(`GraphQL        ${url}/graphql`);
  say(`Organisation   ${organisation.account.login} (made up)`);
  say(`Repositories   ${organisation.repositories.map(fullName).join(', ')}`);
  say(`Token          ${token.value}`);
  say(`App id         ${app.id}`);
  const end = () => void player.close();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch(error => {
  process.stderr.write(`✖ ${error.message}\n`);
  process.exitCode = 1;
});
