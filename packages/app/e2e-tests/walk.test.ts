import { Page } from '@playwright/test';
import { tokenOf } from './support/context';
import { openDelivery, rows } from './support/delivery';
import { openFlow, SENTENCE } from './support/flow';
import { expect, test } from './support/portal';

const UNLINKED_IN = 'refunds';

/** How much of what was sent is not in what the page shows. */
async function pending(page: Page, authorization: string): Promise<number> {
  const answer = await page.request.get(
    `/api/trace/entities/component/default/${UNLINKED_IN}/chains?limit=1`,
    { headers: { authorization } },
  );
  expect(answer.status()).toBe(200);
  return (await answer.json()).pending;
}

test.describe('A walk through the demo', () => {
  test('a rollback shows what it took out', async ({ page }) => {
    await openDelivery(page, 'refunds');
    await page.getByText('What each deployment brought').click();
    const rollback = page
      .getByRole('list', { name: 'Deployments, the latest first' })
      .getByRole('listitem')
      .filter({ hasText: 'rolled back' })
      .first();
    await expect(rollback).toContainText('production');
    await expect(rollback.getByText(/^Took out \d+ commits?$/)).toBeVisible();
    await rollback
      .getByRole('link', { name: /Refund gift cards to the card/ })
      .click();
    await expect(
      page.getByRole('dialog').getByText('rolled back').first(),
    ).toBeVisible();
  });

  test('a flaky test is named, with what it cost', async ({ page }) => {
    await openDelivery(page, 'checkout');
    await page.getByText('Security and tests').click();
    const flaky = page
      .getByRole('list', { name: 'Flaky tests' })
      .getByRole('listitem')
      .first();
    await expect(flaky.locator('strong')).toHaveText(/\w+/);
    await expect(flaky).toContainText(/\d+ times? · \d+ min waited/);
  });

  test('a ticket that somebody unlinked stays so when all is made anew', async ({
    page,
  }) => {
    await openDelivery(page, UNLINKED_IN);
    await rows(page)
      .filter({ hasText: /PAY-\d+/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog').first();
    await drawer
      .getByRole('button', { name: /^Unlink PAY-\d+…$/ })
      .first()
      .click();
    await page.getByLabel('Reason').fill('The title names the wrong one');
    await page.getByRole('button', { name: 'Unlink', exact: true }).click();
    await expect(drawer.getByText('Taken off').first()).toBeVisible();

    const change = page.url();
    const authorization = await tokenOf(page, UNLINKED_IN);
    const answer = await page.request.post('/api/trace/rebuilds', {
      headers: { authorization },
    });
    expect(answer.status()).toBe(202);
    await expect.poll(() => pending(page, authorization)).toBe(0);

    await page.goto(change);
    await expect(drawer.getByText('Taken off').first()).toBeVisible();
    await expect(
      drawer.getByText('because: The title names the wrong one').first(),
    ).toBeVisible();
    await expect(
      drawer.getByRole('button', { name: /^Unlink PAY-\d+…$/ }),
    ).toHaveCount(0);
  });

  test('the Flow page names the planted bottleneck, and how changes were written', async ({
    page,
  }) => {
    await openFlow(page);
    await expect(page.getByText(SENTENCE)).toBeVisible();
    const written = page.getByRole('table', { name: /how .*written/i }).first();
    for (const how of ['Agent', 'Assisted', 'None seen']) {
      await expect(
        written.getByRole('row').filter({ hasText: how }),
      ).toContainText(/[1-9]/);
    }
  });
});
