import {
  block,
  deploy,
  LOOKED_AT,
  LOOKER,
  marksOf,
  NEW_VERSION,
  openContext,
  readContext,
  tokenOf,
} from './support/context';
import { LIVELY_SERVICE } from './support/delivery';
import { entityPath, expect, signIn, test } from './support/portal';

test.describe('The context card', () => {
  test('comes first on the overview and leads to the tab', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath(LIVELY_SERVICE));
    const card = block(page, 'Context');
    await expect(card).toContainText('Last deployed');
    const headings = page.getByRole('main').getByRole('heading', { level: 3 });
    await expect(headings.first()).toHaveText('Context');
    await card.getByRole('link', { name: /Open context/ }).click();
    await expect(page).toHaveURL(/\/context$/);
    await expect(block(page, 'Delivery')).toBeVisible();
  });

  test('is there on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page);
    await page.goto(entityPath(LIVELY_SERVICE));
    await expect(block(page, 'Context')).toContainText('Last deployed');
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

test.describe('The Context tab', () => {
  test('shows what needs attention first, then what each plugin knows', async ({
    page,
  }) => {
    await signIn(page);
    await openContext(page, LIVELY_SERVICE);
    const headings = page.getByRole('main').getByRole('heading', {
      name: /^(Needs attention|About|Delivery|Rota)$/,
    });
    await expect(headings).toHaveText([
      'Needs attention',
      'About',
      'Delivery',
      'Rota',
    ]);
    await expect(block(page, 'Delivery')).toContainText('production');
  });

  test('has the block of a plugin that Throughline never heard of', async ({
    page,
  }) => {
    await signIn(page);
    await openContext(page, LIVELY_SERVICE);
    await expect(block(page, 'Rota')).toContainText('On call');
    await expect(block(page, 'Rota')).toContainText('demo-ada');
  });

  test('copies itself as Markdown', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page);
    await openContext(page, LIVELY_SERVICE);
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect(page.getByText('Copied')).not.toHaveCount(0);
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown).toContain('component:default/checkout');
    expect(markdown).toContain('Last deployed');
  });

  test('marks exactly what changed since the last look', async ({ page }) => {
    await signIn(page, LOOKER);
    await openContext(page, LOOKED_AT);
    await expect(block(page, 'Delivery')).toContainText('production');
    await expect(page.getByText(NEW_VERSION)).toHaveCount(0);
    await deploy(page, await runningNow(page));

    await expect(async () => {
      await openContext(page, LOOKED_AT);
      await expect(page.getByText(`${NEW_VERSION} · production`)).toBeVisible();
    }).toPass();
    await expect(
      page.getByText('1 change since you last looked'),
    ).toBeVisible();
    await expect(marksOf(block(page, 'Delivery'))).toHaveCount(2);
    await expect(marksOf(page)).toHaveCount(2);
    await expect(block(page, 'Delivery')).toContainText(
      /changed\s*was \d+\.\d+\.\d+ · production/,
    );
    await page.getByRole('button', { name: 'Only what changed' }).click();
    await expect(page.getByText(`${NEW_VERSION} · production`)).toBeVisible();
    await expect(
      page.getByRole('heading', { name: 'About', exact: true }),
    ).toHaveCount(0);
  });

  test('shows a moment of the past by its address', async ({ page }) => {
    await signIn(page);
    const { text } = await readContext(page, LIVELY_SERVICE);
    const { revision } = JSON.parse(text);
    await page.goto(`${entityPath(LIVELY_SERVICE, 'context')}?at=${revision}`);
    await expect(page.getByText(/As it was on/)).toBeVisible();
    await page.getByRole('link', { name: 'Back to now' }).click();
    await expect(page.getByText(/As it was on/)).toHaveCount(0);
  });

  test('rolls up a system and what a team owns', async ({ page }) => {
    await signIn(page);
    await page.goto('/catalog/default/system/storefront/context');
    await expect(block(page, 'Parts of it')).toContainText('Checkout (demo)');
    await page.goto('/catalog/default/group/team-checkout/context');
    await expect(block(page, 'What it owns')).toContainText('Checkout (demo)');
  });

  test('can be printed', async ({ page }) => {
    await signIn(page);
    await openContext(page, LIVELY_SERVICE);
    await page.emulateMedia({ media: 'print' });
    await expect(
      page.getByRole('button', { name: 'Copy as Markdown' }),
    ).toBeHidden();
    await expect(block(page, 'Delivery')).toBeVisible();
  });
});

/** What runs in production of the service that the test deploys. */
async function runningNow(page: Parameters<typeof tokenOf>[0]) {
  const headers = { authorization: await tokenOf(page, LOOKED_AT) };
  const chains = await page.request.get(
    `/api/trace/entities/component/default/${LOOKED_AT}/chains?environment=production`,
    { headers },
  );
  const { items } = await chains.json();
  const production = items[0].environments.find(
    ({ environment }: { environment: string }) => environment === 'production',
  );
  const node = await page.request.get(
    `/api/trace/nodes/${encodeURIComponent(production.deployment)}`,
    { headers },
  );
  const { sha } = (await node.json()).node.attributes;
  return { repository: items[0].repository, service: LOOKED_AT, sha };
}
