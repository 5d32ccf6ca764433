import { usage } from '../exit';

/**
 * The address of a portal's backend, ending with a slash.
 *
 * @throws CliError when it is none
 */
export function readPortalAddress(text: string | undefined): URL {
  const given = text?.trim();
  if (!given) {
    throw usage(
      'Which portal? Give --portal or THROUGHLINE_PORTAL, e.g. https://portal.example.com',
    );
  }
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) {
    throw usage(
      `--portal is "${given}"; it must be an address such as https://portal.example.com`,
    );
  }
  const url = new URL(given);
  if (url.username || url.password) {
    throw usage(
      '--portal must not hold a user name or password; give a token with THROUGHLINE_TOKEN, a secret with THROUGHLINE_SECRET',
    );
  }
  url.search = '';
  url.hash = '';
  // People copy the address of an API as well.
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/api$/, '')}/`;
  return url;
}
