import { expect, Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessibility';

/** What plays GitHub, as integrations.github names it. */
export const HOST = '127.0.0.1';

/** The repository that has an entity, and that entity. */
export const CLAIMED = `${HOST}/made-up/shop`;
export const COMPONENT = 'made-up-shop';

/** A repository without an entity; its import waits for {@link letImportGoOn}. */
export const UNCLAIMED = `${HOST}/made-up/web`;

/** Lets what plays GitHub answer what it holds back. */
export function letImportGoOn(): void {
  const pid = Number(process.env.GITHUB_PLAYER_PID);
  if (!pid) throw new Error('npm run test:e2e starts what plays GitHub');
  process.kill(pid, 'SIGUSR2');
}

/** The history of a repository on the Connections page. */
export function historyOf(page: Page, repository: string): Locator {
  return page
    .locator('p:text-is("History") ~ ul > li')
    .filter({ has: page.getByText(repository, { exact: true }) });
}

/** Goes from the Connections page to Connect GitHub. */
export async function openConnect(page: Page): Promise<void> {
  await page.goto('/connections');
  await page.getByRole('link', { name: 'Connect GitHub' }).click();
  await expect(
    page.getByRole('list', { name: `What the portal may read on ${HOST}` }),
  ).toBeVisible();
}

/** Asks for an App of an organisation on the host, and sees what it may do. */
export async function reviewApp(page: Page, organisation: string) {
  await page.getByRole('button', { name: /Host/ }).click();
  await page.getByRole('option', { name: HOST, exact: true }).click();
  await page.getByLabel('Organisation that owns it').fill(organisation);
  await page.getByRole('button', { name: 'See what it may do' }).click();
  const create = page.getByRole('button', { name: `Create it on ${HOST}` });
  await expect(create).toBeVisible();
  return create;
}

/** Fails if the page is wider than the window, or axe finds something. */
export async function expectFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}
