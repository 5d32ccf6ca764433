import { expect, signIn, test } from './support/portal';

test.describe('Connections page', () => {
  test('says what became of the deliveries of each source', async ({
    page,
  }) => {
    await signIn(page);
    await page.goto('/');
    await page.getByRole('link', { name: 'Connections' }).click();
    await expect(
      page.getByRole('heading', { name: 'Did my webhook arrive?' }),
    ).toBeVisible();
    await expect(page.getByText('/api/trace/ingest/github')).toBeVisible();
    await expect(page.getByText('/api/trace/ingest/junit')).toBeVisible();
    await expect(
      page.getByRole('table', { name: 'Deliveries, newest first' }),
    ).toBeVisible();
  });

  test("reads this repository's own history", async ({ page }) => {
    await signIn(page);
    await page.goto('/connections');
    await expect(
      page.getByText('github.com/throughline-dev/throughline').first(),
    ).toBeVisible();
  });
});
