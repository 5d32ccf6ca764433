import { createApp } from '@backstage/frontend-defaults';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import { signInFeatures } from './signInFeatures';

function renderApp(environment: string) {
  const config = mockApis.config({
    data: {
      app: { title: 'Throughline', baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost:7007' },
      auth: { environment },
    },
  });
  const app = createApp({
    features: [signInFeatures],
    advanced: { configLoader: async () => ({ config }) },
  });
  return render(app.createRoot());
}

const gitHub = 'Sign in with your GitHub account';
const slow = { timeout: 20_000 };
jest.setTimeout(60_000);

describe('sign-in page', () => {
  it('is for guests in development', async () => {
    renderApp('development');
    expect(
      await screen.findByRole('button', { name: 'Enter' }, slow),
    ).toBeInTheDocument();
    expect(screen.queryByText(gitHub)).toBeNull();
  });

  it('is for GitHub accounts in production', async () => {
    renderApp('production');
    expect(await screen.findByText(gitHub, {}, slow)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Enter' })).toBeNull();
  });
});
