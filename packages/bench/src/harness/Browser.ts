import { gzipSync } from 'node:zlib';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import { Portal } from './Portal';
import { whenOver } from './processes';

/** What is on the page when it can be used. */
export type Marker = (page: Page) => Promise<void>;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

const TIMEOUT_MS = 60_000;

/** A Chromium in which each page is opened as if for the first time. */
export class FreshBrowser {
  private constructor(private readonly browser: Browser) {}

  /** Starts the one that CHROMIUM_PATH names. */
  static async start(): Promise<FreshBrowser> {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    });
    whenOver(() => browser.close());
    return new FreshBrowser(browser);
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Signs in as people do, by the button and the window that it opens. */
  async signIn(portal: Portal): Promise<Session> {
    const context = await this.browser.newContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      await page.goto(portal.url);
      await page.getByRole('button', { name: 'Sign In' }).click();
      // The portal begins with the catalog.
      await page.getByRole('heading', { name: / Catalog$/ }).waitFor();
      return await context.storageState();
    } finally {
      await context.close();
    }
  }

  /**
   * Milliseconds from asking for an address until what is looked for is on the
   * page and the page has time for its user. Nothing is in the cache.
   */
  async interactiveAfter(
    session: Session,
    url: string,
    marker: Marker,
  ): Promise<number> {
    return this.onPage(session, async page => {
      const started = performance.now();
      await page.goto(url, { waitUntil: 'commit' });
      await marker(page);
      await page.evaluate(
        () =>
          new Promise<void>(resolve => {
            requestIdleCallback(() => resolve());
          }),
      );
      return performance.now() - started;
    });
  }

  /** Bytes of all scripts that a page loads, each compressed with gzip. */
  async scriptBytes(
    session: Session,
    url: string,
    marker: Marker,
  ): Promise<number> {
    return this.onPage(session, async page => {
      const scripts = new Map<string, Promise<Buffer>>();
      page.on('response', response => {
        if (response.request().resourceType() === 'script' && response.ok()) {
          scripts.set(response.url(), response.body());
        }
      });
      await page.goto(url);
      await marker(page);
      await page.waitForLoadState('networkidle');
      const bodies = await Promise.all(scripts.values());
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    });
  }

  private async onPage<T>(
    storageState: Session,
    look: (page: Page) => Promise<T>,
  ): Promise<T> {
    const context = await this.browser.newContext({ storageState });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      return await look(page);
    } finally {
      await context.close();
    }
  }
}
