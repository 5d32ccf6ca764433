import { expect, PERSON, pick, test } from './support/portal';

test.describe('sign-in', () => {
  test('offers the people of the demo organisation, labelled as such', async ({
    page,
  }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: PERSON })).toBeVisible();
    await expect(
      page.getByText('Demo organisation, development only'),
    ).toBeVisible();
  });

  test('leads to the catalog and survives a reload', async ({ page }) => {
    await pick(page);
    await page.reload();
    await expect(
      page.getByText(/^(All|Owned) Components \(\d+\)/).first(),
    ).toBeVisible();
  });

  test('names who is signed in', async ({ page }) => {
    await pick(page);
    await page.goto('/settings');
    await expect(page.getByText(PERSON).first()).toBeVisible();
  });
});
