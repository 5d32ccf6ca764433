import { NotFoundError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeContextApi } from '../../__testUtils__/FakeContextApi';
import {
  deadContext,
  noContext,
  someChanges,
  someContext,
} from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ContextCard } from './ContextCard';

describe('ContextCard', () => {
  let api: FakeContextApi;

  beforeEach(() => {
    api = new FakeContextApi();
  });

  it('shows how much needs attention and the worst two', async () => {
    renderPage(<ContextCard />, { api });
    expect(await screen.findByText('3 things need attention')).toBeVisible();
    const items = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(items).toHaveLength(2);
    expect(items[0]).toHaveTextContent('1.42.0 was rolled back in production');
    expect(within(items[0]).getByRole('link')).toHaveAttribute(
      'href',
      '/context#section-trace',
    );
    expect(screen.getByText(/^as of /)).toBeVisible();
  });

  it('shows the facts that belong on a card, and no others', async () => {
    renderPage(<ContextCard />, { api });
    expect(await screen.findByText('Lead time')).toBeVisible();
    expect(screen.getAllByRole('term')).toHaveLength(5);
    expect(screen.queryByText('Lifecycle')).not.toBeInTheDocument();
  });

  it('counts what changed and leads to the tab', async () => {
    api.context = { ...someContext, changes: someChanges };
    renderPage(<ContextCard />, { api });
    expect(
      await screen.findByText('6 changes since you last looked'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open context' })).toHaveAttribute(
      'href',
      '/context',
    );
  });

  it('does not count as a look', async () => {
    renderPage(<ContextCard />, { api });
    await screen.findByText('Lead time');
    expect(api.asked.contexts).toEqual([{ since: 'last-look' }]);
    expect(api.asked.looks).toEqual([]);
  });

  it('calls nothing fine that is not known', async () => {
    api.context = { ...deadContext, attention: [] };
    renderPage(<ContextCard />, { api });
    expect(
      await screen.findByText('Nothing needs attention, as far as is known.'),
    ).toBeVisible();
  });

  it('says when nothing is known', async () => {
    api.context = noContext;
    renderPage(<ContextCard />, { api });
    expect(await screen.findByText('Nothing is known yet.')).toBeVisible();
  });

  it('does not tell what is missing from what may not be seen', async () => {
    api.error = new NotFoundError('');
    renderPage(<ContextCard />, { api });
    expect(
      await screen.findByText(
        'There is no context of this entity that you can see.',
      ),
    ).toBeVisible();
  });

  it('says what failed and tries again', async () => {
    api.error = new Error('The database is being upgraded');
    renderPage(<ContextCard />, { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    api.error = undefined;
    await userEvent.click(screen.getByText('Try again'));
    expect(await screen.findByText('Lead time')).toBeVisible();
  });

  it('has its shape while it loads', async () => {
    api.getContext = () => new Promise(() => {});
    renderPage(<ContextCard />, { api });
    expect(
      await screen.findByRole('status', { name: 'Loading the context' }),
    ).toBeVisible();
  });
});
