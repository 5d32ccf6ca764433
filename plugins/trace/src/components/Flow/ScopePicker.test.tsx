import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { ScopePicker } from './ScopePicker';

describe('ScopePicker', () => {
  const chosen: Array<string | undefined> = [];
  beforeEach(() => {
    chosen.length = 0;
    // jsdom has none; the list asks it when to load more.
    window.IntersectionObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    } as unknown as typeof IntersectionObserver;
  });
  const render = (scope?: string) =>
    renderPage(
      <ScopePicker scope={scope} onChange={ref => chosen.push(ref)} />,
      { api: new FakeTraceApi() },
    );
  const field = () =>
    screen.findByRole('combobox', { name: 'Show the flow of' });

  it('finds systems, domains, teams and components as one types', async () => {
    render();
    await userEvent.type(await field(), 'comm');
    await userEvent.click(
      await screen.findByRole('option', { name: /Commerce/ }),
    );
    expect(chosen).toEqual(['domain:default/commerce']);
  });

  it('calls what is chosen by its title', async () => {
    render('system:default/payments');
    await waitFor(async () => expect(await field()).toHaveValue('Payments'));
  });

  it('says what the address names when the catalog does not know it', async () => {
    render('system:default/secret');
    await waitFor(async () => expect(await field()).toHaveValue('secret'));
  });
});
