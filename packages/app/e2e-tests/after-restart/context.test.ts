import {
  block,
  LOOKED_AT,
  LOOKER,
  marksOf,
  NEW_VERSION,
  openContext,
} from '../support/context';
import { LIVELY_SERVICE } from '../support/delivery';
import { expect, signIn, test } from '../support/portal';

test.describe('After a restart', () => {
  test('what changed since the last look is still marked', async ({ page }) => {
    await signIn(page, LOOKER);
    await openContext(page, LOOKED_AT);
    await expect(page.getByText(`${NEW_VERSION} · production`)).toBeVisible();
    await expect(
      page.getByText('1 change since you last looked'),
    ).toBeVisible();
    await expect(marksOf(block(page, 'Delivery'))).toHaveCount(2);
    await expect(marksOf(page)).toHaveCount(2);
    await page.getByRole('button', { name: 'I have seen this' }).click();
    await expect(page.getByText('Nothing changed since')).toBeVisible();
  });

  test('a plugin that is gone shows the last it said, with its age', async ({
    page,
  }) => {
    await signIn(page);
    const rota = block(page, 'Rota');
    await expect(async () => {
      await openContext(page, LIVELY_SERVICE);
      await expect(rota).toContainText(/As of .*It cannot be asked again/, {
        timeout: 2_000,
      });
    }).toPass({ timeout: 75_000 });
    await expect(rota).toContainText('demo-ada');
  });
});
