import { expect, Page, test as base } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { collectComplaints } from './complaints';

/** Somebody of the demo organisation who has changes of their own. */
export const PERSON = 'Ada (demo)';

/** Path of an entity page, or of one of its tabs. */
export function entityPath(name: string, tab = ''): string {
  return `/catalog/default/component/${name}${tab && `/${tab}`}`;
}

/** Picks somebody on the sign-in page and waits for the portal. */
export async function signIn(page: Page, person = PERSON): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: person }).click();
  await expect(
    page.getByRole('heading', { name: 'Throughline Catalog' }),
  ).toBeVisible();
}

/**
 * A test in the portal. Whatever it does, it fails if the browser complained,
 * or if the page it ends on has serious accessibility findings.
 */
export const test = base.extend<{
  /** Complaints that a test is about: a browser logs every refused request. */
  refusals: RegExp | undefined;
  held: void;
}>({
  refusals: [undefined, { option: true }],
  held: [
    async ({ page, refusals }, use) => {
      const complaints = collectComplaints(page);
      await use();
      await expectAccessible(page);
      expect(
        complaints.filter(text => !refusals?.test(text)),
        'errors in the console',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
