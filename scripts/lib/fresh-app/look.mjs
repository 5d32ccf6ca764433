import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../chromium.mjs';
import { whenOver } from '../processes.mjs';
import { Problem, sayWhile } from '../say.mjs';

/** How long what is waited for may take: reading GitHub is most of it. */
const PATIENCE_MS = 5 * 60_000;

/** The page of an entity in a browser, as a guest sees it. */
export async function openBrowser(url, { pictures }) {
  const { CHROMIUM_PATH, ...env } = await findChromium();
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  whenOver(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));

  const look = async (text, see) => {
    try {
      await sayWhile(text, () => see(page));
    } catch (error) {
      throw new Problem(`${text}: ${error.message}`);
    } finally {
      const picture = `${text.replaceAll(/\W+/g, '-').toLowerCase()}.png`;
      await page.screenshot({ path: join(pictures, picture) });
    }
    if (errors.length > 0) {
      throw new Problem(`${text}: the page fails with ${errors.join('; ')}`);
    }
  };
  return {
    signIn: () => look('Signing in as a guest', seen => signIn(seen, url)),
    delivery: (what, titles) =>
      look(`Delivery tab: ${what}`, seen => delivery(seen, url, titles)),
    context: section =>
      look('Context card and tab', seen => context(seen, url, section)),
    connections: () => look('Connections page', seen => connections(seen, url)),
    lacks: name => look(`No ${name} tab`, seen => lacks(seen, url, name)),
    close: () => browser.close(),
  };
}

const entity = '/catalog/default/component/portal';

async function signIn(page, url) {
  await page.goto(url);
  const enter = page.getByRole('button', { name: 'Enter' });
  // The older template comes in by itself.
  const inside = page.getByRole('link', { name: 'Settings' });
  await enter.or(inside).first().waitFor();
  if (await enter.isVisible()) await enter.click();
  await inside.waitFor();
}

// What is read from GitHub arrives by and by; a tab shows what was there when
// it was opened.
async function delivery(page, url, titles) {
  await page.goto(`${url}${entity}/delivery`);
  await tab(page, 'Delivery').waitFor();
  const title = new RegExp(titles.map(escaped).join('|'));
  const row = page.getByRole('row').filter({ hasText: title }).first();
  await reloadUntil(page, row);
  await row.click();
  const chain = page.getByRole('dialog');
  await chain.getByText('Code', { exact: true }).first().waitFor();
  await chain.getByText(title).first().waitFor();
}

async function context(page, url, section) {
  await page.goto(`${url}${entity}`);
  await reloadUntil(page, heading(page, 'Context'));
  await page.goto(`${url}${entity}/context`);
  await tab(page, 'Context').waitFor();
  await reloadUntil(page, heading(page, section));
}

async function connections(page, url) {
  await page.goto(`${url}/connections`);
  await heading(page, 'GitHub').waitFor();
}

async function lacks(page, url, name) {
  await page.goto(`${url}${entity}`);
  await tab(page, 'Overview').waitFor();
  if ((await tab(page, name).count()) > 0) {
    throw new Error('it is there');
  }
}

function heading(page, name) {
  return page.getByRole('heading', { name, exact: true }).first();
}

// The newer entity page has links for tabs.
function tab(page, name) {
  const named = { name, exact: true };
  return page.getByRole('tab', named).or(page.getByRole('link', named)).first();
}

async function reloadUntil(page, locator) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    try {
      return await locator.waitFor({ timeout: 15_000 });
    } catch {
      await page.reload();
    }
  }
  return locator.waitFor({ timeout: 15_000 });
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
