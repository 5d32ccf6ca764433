import { entityPath, expect, signIn, test } from './support/portal';
import { openDelivery, rows, SERVICE } from './support/delivery';

test.describe('Delivery tab of a service', () => {
  test('shows chains from ticket to production', async ({ page }) => {
    await openDelivery(page);
    const whole = rows(page)
      .filter({ hasText: /PAY-\d+/ })
      .filter({ hasText: 'approved' })
      .filter({ hasText: /\d+ tests/ })
      .filter({ hasText: 'verified' });
    await expect(whole.first()).toBeVisible();
    for (const column of ['Ticket', 'Change', 'Stage', 'Review', 'Tests']) {
      await expect(
        page.getByRole('columnheader', { name: column, exact: true }),
      ).toBeVisible();
    }
  });

  test('is labelled as demo data', async ({ page }) => {
    await openDelivery(page);
    await expect(
      page.getByRole('complementary', { name: 'Demo data' }),
    ).toBeVisible();
  });

  test('opens a row into its chain, with evidence for each link', async ({
    page,
  }) => {
    await openDelivery(page);
    await rows(page)
      .filter({ hasText: /PAY-\d+/ })
      .filter({ hasText: 'verified' })
      .first()
      .click();
    const drawer = page.getByRole('dialog');
    for (const step of ['Ticket', 'Code', 'Review', 'Tests', 'Deployment']) {
      await expect(
        drawer.getByText(step, { exact: true }).first(),
      ).toBeVisible();
    }
    await expect(
      drawer.getByText('Why linked: the title names the ticket').first(),
    ).toBeVisible();
    await expect(drawer.getByText('% sure').first()).toBeVisible();
  });

  test('gives every change an address of its own', async ({ page }) => {
    await openDelivery(page);
    await rows(page).first().click();
    const heading = page.getByRole('dialog').getByRole('heading').first();
    await expect(heading).toBeVisible();
    const title = await heading.innerText();
    await page.reload();
    await expect(
      page.getByRole('dialog').getByRole('heading').first(),
    ).toHaveText(title);
  });

  test('can be worked with the keyboard alone', async ({ page }) => {
    await openDelivery(page);
    const opener = rows(page).first().locator('[id^="trace-change-"]');
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(opener).toBeFocused();
  });

  test('filters what is incomplete', async ({ page }) => {
    await openDelivery(page);
    await page.getByRole('button', { name: 'Incomplete' }).click();
    await expect(page).toHaveURL(/incomplete/);
    await expect(
      rows(page)
        .filter({ hasText: /no \w+/ })
        .first(),
    ).toBeVisible();
    await expect(rows(page).filter({ hasNotText: /no |unknown/ })).toHaveCount(
      0,
    );
  });

  test('says what to do when no change matches', async ({ page }) => {
    await openDelivery(page);
    await page.getByPlaceholder('Title, number or ticket').fill('qqqqqqqq');
    await expect(page.getByText('No change matches')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(rows(page).first()).toBeVisible();
  });
});

test.describe('Delivery tab without data', () => {
  test('says how a silent repository comes in', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath('fraud-check', 'delivery'));
    await expect(
      page.getByText('Nothing from github.com/demo-shop/fraud-check'),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Open Connections' }).click();
    await expect(page).toHaveURL(/\/connections/);
  });
});

test.describe("Delivery tab of this repository's own packages", () => {
  test('shows its real commits', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath('throughline-app', 'delivery'));
    await expect(
      rows(page).filter({ hasText: 'direct commit' }).first(),
    ).toBeVisible();
  });
});

test.describe('Delivery tab on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('has room for everything', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath(SERVICE, 'delivery'));
    await expect(page.locator('[id^="trace-change-"]').first()).toBeVisible();
    const overflow = await page.evaluate(
      () =>
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test('opens a chain over the whole screen', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath(SERVICE, 'delivery'));
    await page.locator('[id^="trace-change-"]').first().click();
    const drawer = page.getByRole('dialog');
    await expect(drawer).toBeVisible();
    await expect
      .poll(async () => (await drawer.boundingBox())?.x)
      .toBeLessThanOrEqual(0);
    expect((await drawer.boundingBox())?.width).toBeGreaterThanOrEqual(360);
  });
});
