const SCP_LIKE = /^[a-z_][\w.-]*@[a-z0-9][\w.-]*:(?![:/-])[^\s]+$/i;

/**
 * What is wrong with a URL that somebody wants to clone from.
 *
 * Git also takes `ext::` and the like, which run programs, and anything that
 * begins with a hyphen as an option; none of that gets through. A password in
 * the URL would end up in the clone's files and in process lists.
 *
 * @returns the end of a sentence that begins with the field's name; undefined
 *   when nothing is wrong
 */
export function checkCloneUrl(url: string): string | undefined {
  if (SCP_LIKE.test(url)) return undefined;
  const expected =
    'must be https://…, ssh://…, git@host:owner/name or file:///…';
  if (!/^(https|ssh|file):\/\/[^\s]+$/.test(url) || !URL.canParse(url)) {
    return expected;
  }
  const { protocol, hostname, username, password, pathname } = new URL(url);
  if (password || (username && protocol === 'https:')) {
    return 'must not hold a user name, password or token; use a credential helper of git or an SSH key';
  }
  if (protocol === 'file:') {
    return hostname || pathname.length < 2 ? expected : undefined;
  }
  return /^[a-z0-9[]/i.test(hostname) && !username.startsWith('-')
    ? undefined
    : expected;
}
