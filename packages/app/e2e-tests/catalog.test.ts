import { expect, signIn, test } from './support/portal';

test.describe('catalog', () => {
  test('lists the services of the demo organisation', async ({ page }) => {
    await signIn(page);
    await page.goto('/');
    // The catalog begins with what somebody owns, if they own anything.
    await page.getByRole('menuitem', { name: /^All/ }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('payments-api');
    await expect(
      page.getByRole('link', { name: 'Payments (demo)' }).first(),
    ).toBeVisible();
  });

  test("has this repository's own packages", async ({ page }) => {
    await signIn(page);
    await page.goto('/');
    // The catalog begins with what somebody owns, if they own anything.
    await page.getByRole('menuitem', { name: /^All/ }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('throughline-app');
    await expect(
      page.getByRole('link', { name: 'Throughline app' }),
    ).toBeVisible();
  });
});
