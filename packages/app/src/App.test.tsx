import { render, screen } from '@testing-library/react';
import App from './App';

/** Puts config where the backend puts it into the page it serves. */
function serveConfig(data: object) {
  const script = document.createElement('script');
  script.type = 'backstage.io/config';
  script.text = JSON.stringify([{ context: 'test', data }]);
  document.head.appendChild(script);
}

// Loading every plugin for the first time takes its time.
jest.setTimeout(60_000);

describe('App', () => {
  it('asks who is there', async () => {
    serveConfig({
      app: { title: 'Throughline', baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost:7007' },
    });
    render(App.createRoot());
    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 50_000 }),
    ).toBeInTheDocument();
  });
});
