import { Page } from '@playwright/test';

/**
 * Collects what the browser complains about from now on: errors in the console
 * (which is where violations of the content security policy go too) and
 * exceptions nobody caught.
 */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    complaints.push(`${message.text()} (${url})`);
  });
  page.on('pageerror', error => {
    complaints.push(`${error.name}: ${error.message}`);
  });
  return complaints;
}
