import { inRepository } from '../paths.mjs';
import { jsonOf } from '../http.mjs';
import { start } from '../processes.mjs';
import { Problem, sayWhile } from '../say.mjs';

/**
 * Starts the local server that plays GitHub. Returns its address, a token, one
 * of its repositories and the titles of that one's pull requests.
 */
export async function startGithub() {
  const running = start(
    process.execPath,
    ['--require', '@backstage/cli/config/nodeTransform.cjs', 'src/main.ts'],
    {
      cwd: inRepository('packages', 'github-player'),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const said = await sayWhile('Starting the server that plays GitHub', () =>
    readUntil(running.stdout, /^Token .*\n/m),
  );
  const value = name => new RegExp(`^${name} +([^\\s,]+)`, 'm').exec(said)?.[1];
  const [url, token, repository] = [
    value('REST API'),
    value('Token'),
    value('Repositories'),
  ];
  const pulls = await jsonOf(`${url}/repos/${repository}/pulls?state=all`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!pulls?.length) throw new Problem(`${repository} has no pull requests.`);
  return { url, token, repository, titles: pulls.map(({ title }) => title) };
}

async function readUntil(stream, pattern) {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (pattern.test(text)) break;
  }
  stream.resume();
  if (!pattern.test(text)) {
    throw new Problem('The server that plays GitHub did not start.');
  }
  return text;
}
