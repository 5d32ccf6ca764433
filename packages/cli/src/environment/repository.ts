import { Git, openClone } from '@throughline/git-history';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { usage } from '../exit';
import { oneLine } from '../output';
import { CiJob } from './ci';

function parse(text: string, from: string): RepositoryName {
  const name = parseRepositoryName(text);
  if (name) return name;
  // What cannot be read as a name may hold a password.
  const shown = oneLine(text).replace(/\/\/[^/@\s]*@/g, '//***@');
  throw usage(
    `${from} is "${shown}", which names no repository; give --repository as host/owner/name, e.g. github.com/acme/shop`,
  );
}

/**
 * Which repository this is about: what was given, else what the CI system says,
 * else what the remote `origin` of the clone is.
 *
 * @param git - without one, the clone around the working directory
 * @throws CliError when nothing says it
 */
export async function findRepository(
  given: string | undefined,
  ci: CiJob | undefined,
  git?: Git,
): Promise<RepositoryName> {
  if (given) return parse(given, '--repository');
  if (!git && ci?.repository) {
    return parse(ci.repository, `The repository that ${ci.system} names`);
  }
  const clone =
    git ?? (await openClone('.', { lookUp: true }).catch(() => undefined));
  const origin = await clone?.optional(['remote', 'get-url', 'origin']);
  if (origin) return parse(origin, 'The remote "origin"');
  throw usage(
    'Which repository? Give --repository, e.g. github.com/acme/shop; there is no remote "origin" to read it from.',
  );
}
