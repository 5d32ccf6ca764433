import { block, openContext } from './support/context';
import { LIVELY_SERVICE, rows } from './support/delivery';
import { entityPath, expect, signIn, test } from './support/portal';
import { keepScreenshot } from './support/screenshots';

// The portal follows the system's theme. Both are held to the same contrast, and
// the pictures in the README are of these pages.
for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme, viewport: { width: 1440, height: 900 } });

    test('of the Delivery tab', async ({ page }) => {
      await signIn(page);
      await page.goto(entityPath(LIVELY_SERVICE, 'delivery'));
      await expect(rows(page).first()).toBeVisible();
      // What is still arriving would be in one picture and not in the next.
      await expect(
        page.getByText(/deliver(y|ies) on (its|their) way/),
      ).toHaveCount(0);
      await keepScreenshot(page, `delivery-${theme}`);
    });

    test('of the overview with the context card', async ({ page }) => {
      await signIn(page);
      await page.goto(entityPath(LIVELY_SERVICE));
      await expect(block(page, 'Context')).toContainText('Last deployed');
      await keepScreenshot(page, `overview-${theme}`);
    });

    test('of the Context tab', async ({ page }) => {
      await signIn(page);
      await openContext(page, LIVELY_SERVICE);
      await expect(block(page, 'Delivery')).toBeVisible();
      await keepScreenshot(page, `context-${theme}`);
    });

    test('of a chain', async ({ page }) => {
      await signIn(page);
      await page.goto(entityPath(LIVELY_SERVICE, 'delivery'));
      await rows(page).filter({ hasText: 'verified' }).first().click();
      await expect(
        page
          .getByRole('dialog')
          .getByText(/% sure/)
          .first(),
      ).toBeVisible();
      await keepScreenshot(page, `chain-${theme}`);
    });

    test('of the Connections page', async ({ page }) => {
      await signIn(page);
      await page.goto('/connections');
      await expect(page.getByText('/api/trace/ingest/github')).toBeVisible();
      await keepScreenshot(page, `connections-${theme}`);
    });
  });
}
