import { Locator, Page } from '@playwright/test';
import { openContext, readContext } from './support/context';
import { rows, SERVICE } from './support/delivery';
import { entityPath, expect, signIn, test } from './support/portal';

/** Somebody to whom the demo's policy closes delivery traces. */
const WITHOUT_TRACES = 'Greta (demo)';
/** Somebody to whom it shows only what their own team owns. */
const SEES_OWN_TEAM_ONLY = 'Hiro (demo)';

/** What their own team owns, and what of another team it depends on. */
const OWN_SERVICE = 'storefront-web';
const HIDDEN_DEPENDENCY = /checkout/i;

/** A service with a restricted ticket, and somebody who owns it. */
const GUARDED_SERVICE = 'notifications';
const GUARD = 'Zoe (demo)';
/** What the ticket and its change say, and nothing else does. */
const SECRET = /opt-out|made-up weakness/i;

/** Signs in and opens its Delivery tab, once the demo is loaded that far. */
async function findRestricted(page: Page): Promise<Locator> {
  await signIn(page);
  const link = page.getByRole('link', { name: 'Restricted change' });
  await expect(async () => {
    await page.goto(entityPath(GUARDED_SERVICE, 'delivery'));
    await expect(link).toBeVisible({ timeout: 5_000 });
  }).toPass();
  return link;
}

test.describe('What is restricted', () => {
  test('has a row and a drawer without its words', async ({ page }) => {
    const link = await findRestricted(page);
    const main = page.getByRole('main');
    await expect(main).not.toContainText(SECRET);

    await link.click();
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText('trace.restricted.read');
    await expect(drawer).not.toContainText(SECRET);
  });

  test('is not found by its words', async ({ page }) => {
    await findRestricted(page);
    await page.getByRole('searchbox').fill('opt-out');
    await expect(rows(page)).toHaveCount(0);
  });

  test('is in the context without its words', async ({ page }) => {
    await signIn(page);
    for (const query of ['', '?since=0']) {
      const { text } = await readContext(page, GUARDED_SERVICE, query);
      expect(text).not.toMatch(SECRET);
    }
    // Last, so that this is the page whose accessibility is looked at.
    await openContext(page, GUARDED_SERVICE);
    await expect(
      page.getByText(/^Restricted change #\d+ waits for review$/).first(),
    ).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText(SECRET);
  });

  test('is read and found by who owns it', async ({ page }) => {
    await signIn(page, GUARD);
    await page.goto(entityPath(GUARDED_SERVICE, 'delivery'));
    await page.getByRole('searchbox').fill('opt-out');
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText('Sign opt-out tokens');
    await expect(rows(page)).toContainText('Restricted');
  });
});

test.describe('Whoever may not see it', () => {
  test.use({
    refusals:
      /status of 40[34] .*\/api\/(trace|context|catalog\/entities\/by-name)\//,
  });

  test('finds an entity without a delivery trace', async ({ page }) => {
    await signIn(page, WITHOUT_TRACES);
    await page.goto(entityPath(SERVICE, 'delivery'));
    await expect(page.getByText('Nothing to show here')).toBeVisible();
    await expect(page.getByText(/PAY-\d+/)).toHaveCount(0);
  });

  test('is told so on the Connections page', async ({ page }) => {
    await signIn(page, WITHOUT_TRACES);
    await page.goto('/connections');
    await expect(page.getByText(/permission/i).first()).toBeVisible();
    await expect(page.getByText('/api/trace/ingest/github')).toHaveCount(0);
  });

  test('finds another team’s entity no more than one that does not exist', async ({
    page,
  }) => {
    await signIn(page, SEES_OWN_TEAM_ONLY);
    const texts: string[] = [];
    for (const name of [SERVICE, 'no-such-thing']) {
      await page.goto(entityPath(name, 'delivery'));
      const main = page.getByRole('main');
      await expect(main).toContainText(/not found/i);
      texts.push((await main.innerText()).replaceAll(name, 'NAME'));
    }
    expect(texts[0]).toBe(texts[1]);
  });

  test('sees the trace of what their own team owns', async ({ page }) => {
    await signIn(page, SEES_OWN_TEAM_ONLY);
    await page.goto(entityPath('storefront-web', 'delivery'));
    await expect(
      page.getByRole('table', { name: 'Changes, newest first' }),
    ).toBeVisible();
  });

  test('finds the context without what traces say', async ({ page }) => {
    await signIn(page, WITHOUT_TRACES);
    await openContext(page, SERVICE);
    await expect(
      page.getByRole('heading', { name: 'Delivery', exact: true }),
    ).toHaveCount(0);
    const { text } = await readContext(page, SERVICE);
    expect(text).toContain('"sectionId": "catalog"');
    expect(text).not.toContain('"sectionId":"trace"');
    expect(text).not.toMatch(/PAY-\d+/);
  });

  test('finds no dependency that is hidden from them', async ({ page }) => {
    await signIn(page, SEES_OWN_TEAM_ONLY);
    await openContext(page, OWN_SERVICE);
    await expect(page.getByText(HIDDEN_DEPENDENCY)).toHaveCount(0);
    const { text } = await readContext(page, OWN_SERVICE);
    expect(text).not.toMatch(HIDDEN_DEPENDENCY);

    await page.goto(`/search?query=${SERVICE}`);
    await expect(page.getByText(/no results/i)).toBeVisible();
  });

  test('would find that dependency if it were shown', async ({ page }) => {
    await signIn(page);
    const { text } = await readContext(page, OWN_SERVICE);
    expect(text).toMatch(HIDDEN_DEPENDENCY);
  });
});
