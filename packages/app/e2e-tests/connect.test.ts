import { expectAccessible } from './support/accessibility';
import { rows } from './support/delivery';
import {
  CLAIMED,
  COMPONENT,
  expectFits,
  historyOf,
  HOST,
  letImportGoOn,
  openConnect,
  reviewApp,
  UNCLAIMED,
} from './support/github';
import { entityPath, expect, signIn, test } from './support/portal';
import { keepScreenshot } from './support/screenshots';

/** Somebody to whom the demo's policy closes delivery traces. */
const WITHOUT_TRACES = 'Greta (demo)';

test.describe('Importing from GitHub', () => {
  test('shows how far it is, and what it could not read', async ({ page }) => {
    await signIn(page);
    await page.goto('/connections');
    const held = historyOf(page, UNCLAIMED);
    await expect(held).toContainText('reading');
    await expect(held.getByRole('progressbar')).toBeVisible();
    await expect(held).toContainText(/[1-9]\d* (of \d+|so far)/);
    await expectAccessible(page);

    letImportGoOn();
    for (const repository of [UNCLAIMED, CLAIMED]) {
      const history = historyOf(page, repository);
      await expect(history.getByText('read', { exact: true })).toBeVisible();
      await expect(history.getByRole('progressbar')).toHaveCount(0);
      await expect(history).toContainText('issues: read');
    }
  });

  test('brings changes to the entity of their repository', async ({ page }) => {
    await signIn(page);
    await page.goto(entityPath(COMPONENT, 'delivery'));
    await rows(page).filter({ hasText: 'verified' }).first().click();
    await expect(
      page
        .getByRole('dialog')
        .getByText(/example/)
        .first(),
    ).toBeVisible();
  });
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`Connect GitHub, ${theme} theme`, () => {
    test.use({ colorScheme: theme, viewport: { width: 1440, height: 900 } });

    test('says what is missing, and leads to an App and back', async ({
      page,
    }) => {
      await signIn(page);
      await openConnect(page);
      const capabilities = page
        .getByRole('list', { name: `What the portal may read on ${HOST}` })
        .getByRole('listitem');
      const issues = capabilities.filter({ hasText: 'issues: read' });
      await expect(issues).toContainText('missing');
      await expect(issues.locator('[data-shape="attention"]')).toBeVisible();
      const granted = capabilities.filter({ hasText: 'granted' });
      await expect(granted).toHaveCount(6);
      await expect(granted.locator('[data-shape="ok"]')).toHaveCount(6);
      await expect(page.getByText(/^Calls left: /)).toBeVisible();
      await keepScreenshot(page, `connect-${theme}`);

      const create = await reviewApp(page, 'made-up');
      await expect(
        page.getByText('checks: read', { exact: true }).first(),
      ).toBeVisible();
      await expect(page.getByText(/^Without it: /)).toHaveCount(7);
      await expect(page.getByText(/GitHub cannot reach http/)).toBeVisible();
      await expectAccessible(page);

      await create.click();
      await expect(
        page.getByRole('heading', { name: 'Create GitHub App (made up)' }),
      ).toBeVisible();
      await page.getByRole('button', { name: 'Create GitHub App' }).click();

      await expect(
        page.getByText('Throughline made-up is created'),
      ).toBeVisible();
      await expect(page).toHaveURL(/\/connections\/github$/);
      await expect(
        page.getByRole('region', { name: 'the credentials' }),
      ).toContainText(/privateKey: \|\s+-----BEGIN RSA PRIVATE KEY-----/);
      await expect(
        page.getByRole('region', { name: 'the configuration' }),
      ).toContainText('$include: ');
      await expectAccessible(page);
      await page.goBack();
      await page.goForward();
      await page.reload();
      await expect(page.getByText('2. What the portal may do')).toBeVisible();
      await expect(
        page.getByText(/made-up is created|PRIVATE KEY/),
      ).toHaveCount(0);
    });
  });
}

test.describe('Connect GitHub', () => {
  test('has a catalog file for what no entity names, and room on a phone', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page);
    await page.goto('/connections/github');
    await expectFits(page);
    const create = await reviewApp(page, 'made-up');
    await page.getByText('With a token instead').click();
    await page
      .getByRole('button', { name: `Show a catalog file for ${UNCLAIMED}` })
      .click();
    await expect(
      page.getByRole('region', { name: `the catalog file for ${UNCLAIMED}` }),
    ).toContainText('kind: Component');
    await expect(page.getByText(CLAIMED, { exact: true })).toHaveCount(0);
    await expectFits(page);
    await create.click();
    await page.getByRole('button', { name: 'Create GitHub App' }).click();
    await expect(
      page.getByText('Throughline made-up is created'),
    ).toBeVisible();
    await expectFits(page);
  });
});

test.describe('Connect GitHub without the permission', () => {
  test.use({ refusals: /status of 403 .*\/api\/trace\// });

  test('says whom to ask, and nothing else', async ({ page }) => {
    await signIn(page, WITHOUT_TRACES);
    await page.goto('/connections/github');
    await expect(page.getByText(/trace\.connections\.manage/)).toBeVisible();
    await expect(page.getByText(HOST)).toHaveCount(0);
    await expect(
      page.getByRole('button', { name: 'See what it may do' }),
    ).toHaveCount(0);
  });
});
