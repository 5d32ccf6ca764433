import { expect, Page } from '@playwright/test';

/** A token of somebody of the demo organisation, e.g. `demo-ada`. */
export async function tokenOf(page: Page, person: string): Promise<string> {
  const answer = await page.request.get(
    '/api/auth/demo/refresh?env=development',
    {
      headers: {
        'x-demo-person': person,
        'x-requested-with': 'XMLHttpRequest',
      },
    },
  );
  expect(answer.status()).toBe(200);
  return (await answer.json()).backstageIdentity.token;
}
