import { Page } from '@playwright/test';

/** Renews a picture in docs/screenshots, if UPDATE_SCREENSHOTS=1 asks for it. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  await page.screenshot({ path: `docs/screenshots/${name}.png` });
}
