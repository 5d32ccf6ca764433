import { createApp } from '@backstage/frontend-defaults';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import { signInModule } from './signInModule';

function renderApp(extensions: object[]) {
  const config = mockApis.config({
    data: {
      app: { title: 'Throughline', baseUrl: 'http://localhost', extensions },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  const app = createApp({
    features: [signInModule],
    advanced: { configLoader: async () => ({ config }) },
  });
  return render(app.createRoot());
}

const gitHub = 'Sign in with your GitHub account';
const slow = { timeout: 20_000 };
jest.setTimeout(60_000);

describe('sign-in page', () => {
  it('is for guests unless told otherwise', async () => {
    renderApp([]);
    expect(
      await screen.findByRole('button', { name: 'Enter' }, slow),
    ).toBeInTheDocument();
    expect(screen.queryByText(gitHub)).toBeNull();
  });

  it('is for GitHub accounts where a deployment says so', async () => {
    renderApp([
      { 'sign-in-page:app': false },
      { 'sign-in-page:app/github': true },
    ]);
    expect(await screen.findByText(gitHub, {}, slow)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Enter' })).toBeNull();
  });
});
