import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeContextApi } from '../../__testUtils__/FakeContextApi';
import {
  noContext,
  paymentsApi,
  paymentsSystem,
  paymentsTeam,
  systemContext,
} from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ContextContent } from './ContextContent';

/** The rows of what belongs to the entity, once they are there. */
async function rows(heading: string): Promise<HTMLElement[]> {
  const title = await screen.findByRole('heading', { name: heading });
  const section = title.closest('section')!;
  const list = await within(section).findByRole('list');
  return [...list.children] as HTMLElement[];
}

/** The names in the order in which they are shown. */
async function names(heading: string): Promise<Array<string | null>> {
  return (await rows(heading)).map(
    row => within(row).getAllByRole('link')[0].textContent,
  );
}

describe('Members', () => {
  let api: FakeContextApi;

  beforeEach(() => {
    api = new FakeContextApi();
    api.context = systemContext;
  });

  it('lists the parts of a system, worst first', async () => {
    renderPage(<ContextContent />, { api, entity: paymentsSystem });
    expect(await names('Parts of it')).toEqual([
      'payments-api',
      'checkout',
      'bank-bridge',
      'cards-db',
      'ledger',
      'receipts',
    ]);
    const [worst] = await rows('Parts of it');
    expect(worst).toHaveTextContent('1.42.0 was rolled back in production');
    expect(worst).toHaveTextContent('+1 more');
    expect(
      screen.getByText('Nothing of its own needs attention.'),
    ).toBeVisible();
  });

  it('finds them by name', async () => {
    renderPage(<ContextContent />, { api, entity: paymentsSystem });
    const search = await screen.findByRole('searchbox');
    await userEvent.type(search, 'LEDG');
    expect(await names('Parts of it')).toEqual(['ledger']);
    await userEvent.type(search, 'xyz');
    expect(
      await screen.findByText('Nothing among what is loaded has that name.'),
    ).toBeVisible();
  });

  it('loads more', async () => {
    api.pageSize = 4;
    renderPage(<ContextContent />, { api, entity: paymentsSystem });
    expect(await names('Parts of it')).toHaveLength(4);
    await userEvent.click(await screen.findByText('Load more'));
    expect(await screen.findByText('receipts')).toBeVisible();
    expect((await names('Parts of it'))[0]).toBe('payments-api');
    expect(screen.queryByText('Load more')).not.toBeInTheDocument();
  });

  it('lists what a group owns, even if nothing else is known of it', async () => {
    api.context = noContext;
    renderPage(<ContextContent />, { api, entity: paymentsTeam });
    expect(await names('What it owns')).toHaveLength(6);
    expect(screen.queryByText('Nothing is known yet')).not.toBeInTheDocument();
  });

  it('says so when there is nothing', async () => {
    api.members = { items: [] };
    renderPage(<ContextContent />, { api, entity: paymentsTeam });
    expect(
      await screen.findByText('Nothing names it as its owner.'),
    ).toBeVisible();
  });

  it('are not asked for of a component', async () => {
    renderPage(<ContextContent />, { api, entity: paymentsApi });
    expect(
      await screen.findByRole('heading', { name: 'Ownership' }),
    ).toBeVisible();
    expect(api.asked.members).toEqual([]);
  });
});
