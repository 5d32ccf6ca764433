import { expect, Page, test as base } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { collectComplaints } from './complaints';

/** Somebody of the demo organisation who has changes of their own. */
export const PERSON = 'Ada (demo)';

/** Path of an entity page, or of one of its tabs. */
export function entityPath(name: string, tab = ''): string {
  return `/catalog/default/component/${name}${tab && `/${tab}`}`;
}

/**
 * Has the browser remember somebody as picked, so that every page from here on
 * is theirs; the picker itself is tested where signing in is.
 */
export async function signIn(page: Page, person = PERSON): Promise<void> {
  const name = `demo-${person.split(' ')[0].toLowerCase()}`;
  await page.addInitScript(
    picked => localStorage.setItem('throughline.demo.person', picked),
    name,
  );
}

/** Picks somebody on the sign-in page and waits for the portal. */
export async function pick(page: Page, person = PERSON): Promise<void> {
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
