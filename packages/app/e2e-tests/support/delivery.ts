import { expect, Locator, Page } from '@playwright/test';
import { entityPath, signIn } from './portal';

/** A service of the demo organisation with every kind of change. */
export const SERVICE = 'payments-api';

/** One with changes in every stage. */
export const LIVELY_SERVICE = 'checkout';

/** The rows of the table of changes. */
export function rows(page: Page): Locator {
  return page
    .getByRole('table', { name: 'Changes, newest first' })
    .locator('tbody tr');
}

/** Signs in and opens the Delivery tab, with its changes. */
export async function openDelivery(page: Page, service = SERVICE) {
  await signIn(page);
  await page.goto(entityPath(service, 'delivery'));
  await expect(rows(page).first()).toBeVisible();
}
