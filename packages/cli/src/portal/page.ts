/** Whether an answer is a web page rather than an API's. */
export function isPage(response: Response, text: string): boolean {
  const type = response.headers.get('content-type') ?? '';
  return (
    response.ok && (type.includes('html') || /^\s*<!doctype html/i.test(text))
  );
}

/**
 * Where an app of Backstage says that its backend is: in the config that is
 * written into its page.
 *
 * @returns undefined when the page does not say
 */
export function readBackendAddress(page: string): string | undefined {
  const config =
    /<script[^>]*type="backstage\.io\/config"[^>]*>([^<]*)<\/script>/.exec(
      page,
    );
  if (!config) return undefined;
  try {
    const parts: Array<{ data?: { backend?: { baseUrl?: unknown } } }> =
      JSON.parse(config[1]);
    const address = parts
      .map(({ data }) => data?.backend?.baseUrl)
      .findLast(url => typeof url === 'string' && URL.canParse(url));
    return address === undefined ? undefined : new URL(String(address)).href;
  } catch {
    return undefined;
  }
}
