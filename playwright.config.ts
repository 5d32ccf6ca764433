import { defineConfig } from '@playwright/test';

/**
 * Browser tests. `npm test` and `npm run test:e2e` start what they need; with
 * `npm start` running, `yarn playwright test` runs them against the portal in
 * development, in the Chromium that CHROMIUM_PATH names.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  projects: [
    {
      name: 'portal',
      testMatch: '**/*.test.ts',
      testIgnore: '**/after-restart/**',
    },
    // After the portal was restarted, on what the first ones left behind.
    { name: 'after-restart', testMatch: '**/after-restart/*.test.ts' },
  ],
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // A test that needs a second try is a test that does not know what it waits for.
  retries: 0,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: process.env.PLAYWRIGHT_URL ?? 'http://localhost:3000',
    screenshot: 'only-on-failure',
    // Recording takes time in every test: asked for when one is looked into.
    trace: process.env.PLAYWRIGHT_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  },
});
