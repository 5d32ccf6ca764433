import { expect, Locator, Page } from '@playwright/test';
import { signIn } from './portal';

/** What the demo's reviews come to, once its deliveries are read. */
export const SENTENCE = /^Review is the bottleneck: .+ waiting, oldest .+\.$/;

/** A stage of the Flow page. */
export function stage(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: 'Stages, in the order work takes' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** Signs in and opens the Flow page, once the demo is read that far. */
export async function openFlow(page: Page, query = ''): Promise<void> {
  await signIn(page);
  await expect(async () => {
    await page.goto(`/flow${query}`);
    await expect(page.getByText(SENTENCE)).toBeVisible({ timeout: 10_000 });
  }).toPass();
}
