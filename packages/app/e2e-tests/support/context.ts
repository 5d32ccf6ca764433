import { expect, Locator, Page } from '@playwright/test';
import { entityPath } from './portal';

/** A service that one test deploys, and nobody else looks at. */
export const LOOKED_AT = 'ledger';

/** Somebody who looks at it. */
export const LOOKER = 'Rosa (demo)';

/** A version that no demo delivery has. */
export const NEW_VERSION = '99.1.0';

/** A block of the Context tab, or a card, by its heading. */
export function block(page: Page, title: string): Locator {
  const heading = page.getByRole('heading', { name: title, exact: true });
  return page.locator('section, article').filter({ has: heading }).first();
}

/** Marks of what changed: the sentence of a block and a fact have one each. */
export function marksOf(part: Page | Locator): Locator {
  return part.getByText('changed', { exact: true });
}

/** Opens the Context tab of a component and waits for what plugins said. */
export async function openContext(page: Page, name: string): Promise<void> {
  await page.goto(entityPath(name, 'context'));
  await expect(
    page.getByRole('heading', { name: 'About', exact: true }),
  ).toBeVisible();
}

/** What the card and the tab read, as the person who is signed in. */
export async function readContext(page: Page, name: string, query = '') {
  const authorization = await tokenOf(page, name);
  const response = await page.request.get(
    `/api/context/entities/component/default/${name}${query}`,
    { headers: { authorization } },
  );
  return { status: response.status(), text: await response.text() };
}

/** The token that the app sends for whoever is signed in. */
export async function tokenOf(page: Page, name: string): Promise<string> {
  const asked = page.waitForRequest(/\/api\/(context|catalog)\/entities\//);
  await page.goto(entityPath(name));
  return (await (await asked).allHeaders()).authorization;
}

/** Says that a version of a service was deployed, as a deploy script would. */
export async function deploy(
  page: Page,
  deployment: { repository: string; service: string; sha: string },
): Promise<void> {
  const response = await page.request.post('/api/trace/ingest/rest', {
    headers: { authorization: 'Bearer demo-only-rest-token' },
    data: {
      type: 'deployment',
      environment: 'production',
      version: NEW_VERSION,
      at: new Date().toISOString(),
      ...deployment,
    },
  });
  expect(response.status()).toBe(202);
}
