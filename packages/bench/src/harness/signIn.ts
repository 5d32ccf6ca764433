/**
 * Signs in through the portal's GitHub provider, as a browser does, and returns
 * the user's token.
 */
export async function signIn(portal: string): Promise<string> {
  const start = await fetch(
    `${portal}/api/auth/github/start?env=production&scope=read:user`,
    { redirect: 'manual' },
  );
  const forge = await fetch(locationOf(start), { redirect: 'manual' });
  const cookie = start.headers
    .getSetCookie()
    // An old form of the cookie is deleted in the same answer.
    .filter(line => !line.includes('Max-Age=0'))
    .map(line => line.split(';')[0])
    .join('; ');
  const frame = await fetch(locationOf(forge), { headers: { cookie } });
  const page = await frame.text();
  const encoded = /decodeURIComponent\('([^']+)'\)/.exec(page)?.[1];
  const answer = encoded && JSON.parse(decodeURIComponent(encoded));
  const token = answer?.response?.backstageIdentity?.token;
  if (typeof token !== 'string') {
    throw new Error(
      `Signing in gave no token: ${JSON.stringify(
        answer ?? page.slice(0, 500),
      )}`,
    );
  }
  return token;
}

function locationOf(response: Response): string {
  const location = response.headers.get('location');
  if (!location) throw new Error(`${response.url} answered ${response.status}`);
  return location;
}
