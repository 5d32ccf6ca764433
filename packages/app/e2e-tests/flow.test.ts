import { readFile } from 'node:fs/promises';
import { LIVELY_SERVICE } from './support/delivery';
import { openFlow, SENTENCE, stage } from './support/flow';
import { expectFits } from './support/github';
import { entityPath, expect, signIn, test } from './support/portal';
import { keepScreenshot } from './support/screenshots';

test.describe('Flow page', () => {
  test('is in the navigation and names what holds work up', async ({
    page,
  }) => {
    await openFlow(page);
    await page.goto('/');
    await page.getByRole('link', { name: 'Flow', exact: true }).click();
    await expect(
      page.getByRole('heading', { name: 'Where does work pile up?' }),
    ).toBeVisible();
    await expect(page.getByText(SENTENCE)).toBeVisible();
    await page
      .getByRole('button', { name: 'Why? how the bottleneck is found' })
      .click();
    await expect(page.getByText(/19 of 20 cases/)).toBeVisible();
  });

  test('has every stage, security among them', async ({ page }) => {
    await openFlow(page);
    for (const name of ['In progress', 'Security', 'Deploy', 'Verified']) {
      await expect(stage(page, name)).toBeVisible();
    }
    await expect(stage(page, 'Waiting for review')).toContainText('growing');
  });

  test('opens a number into its rows, and a row on its service', async ({
    page,
  }) => {
    await openFlow(page);
    await stage(page, 'Waiting for review').getByRole('link').click();
    const drawer = page.getByRole('dialog', { name: /^Waiting for review/ });
    const first = drawer
      .getByRole('listitem')
      .first()
      .getByRole('link')
      .first();
    await expect(first).toBeVisible();
    const title = await first.innerText();
    await page.reload();
    await expect(first).toHaveText(title);
    await first.click();
    await expect(page).toHaveURL(/\/delivery\?change=/);
    await expect(
      page.getByRole('dialog').getByRole('heading', { name: title }).first(),
    ).toBeVisible();
  });

  test('says what each metric leaves out, and opens it', async ({ page }) => {
    await openFlow(page);
    const leftOut = page
      .getByRole('table', { name: /^Metrics/ })
      .getByRole('link', { name: /left out of/ })
      .first();
    const [count] = (await leftOut.innerText()).split(' ');
    await leftOut.click();
    const rows = page.getByRole('dialog').getByRole('listitem');
    await expect(rows).toHaveCount(Math.min(25, Number(count)));
  });

  test('opens each gap of the trace into the list to fix', async ({ page }) => {
    await openFlow(page);
    await page.getByRole('link', { name: /to fix: no ticket/ }).click();
    await expect(
      page
        .getByRole('dialog', { name: 'To fix: no ticket' })
        .getByRole('listitem')
        .first(),
    ).toBeVisible();
  });

  test('has its pictures as tables', async ({ page }) => {
    await openFlow(page);
    await page.getByText('As a table').first().click();
    await expect(
      page
        .getByRole('table', { name: 'Changes opened and delivered, by week' })
        .getByRole('row'),
    ).not.toHaveCount(0);
    await page.getByRole('radio', { name: 'By how written' }).click();
    await expect(page).toHaveURL(/split=true/);
  });

  test('gives its numbers as CSV', async ({ page }) => {
    await openFlow(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(
      /^flow-organisation-\d{4}-\d\d-\d\d\.csv$/,
    );
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toMatch(/stage,waiting-for-review,queue,,[1-9]\d*,changes/);
  });

  test('shows a system that is chosen, and keeps it in its address', async ({
    page,
  }) => {
    await openFlow(page);
    const field = page.getByRole('combobox', { name: 'Show the flow of' });
    await field.fill('storefront');
    await page
      .getByRole('option')
      .filter({ hasText: 'System' })
      .first()
      .click();
    await expect(page).toHaveURL(/scope=system/);
    await page.reload();
    await expect(field).toHaveValue(/storefront/i);
  });
});

test.describe('Flow of less than everything', () => {
  test('is a tab of a team', async ({ page }) => {
    await signIn(page);
    await page.goto('/catalog/default/group/team-payments');
    await page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Flow' })
      .click();
    await expect(
      page.getByRole('heading', { name: 'Where work is now' }),
    ).toBeVisible();
  });

  test('stands above the changes of a service', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath(LIVELY_SERVICE, 'delivery'));
    await page
      .getByRole('link', { name: /Lead time for changes: open/ })
      .click();
    await expect(
      page.getByRole('dialog', { name: /^Lead time for changes/ }),
    ).toBeVisible();
  });

  test('is nothing for those who may not read traces', async ({ page }) => {
    await signIn(page, 'Greta (demo)');
    await page.goto('/flow');
    await expect(page.getByText(/trace\.read/)).toBeVisible();
  });
});

test.describe('Flow page on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });

      test('has room for everything', async ({ page }) => {
        await openFlow(page);
        await expectFits(page);
      });
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 } });

    test('of the Flow page', async ({ page }) => {
      await openFlow(page);
      await expect(page.locator('.recharts-line').first()).toBeVisible();
      await keepScreenshot(page, `flow-${colorScheme}`);
    });
  });
}
