import { NotFoundError } from '@backstage/errors';
import { createContextSection } from '@throughline/plugin-context-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeContextApi } from '../../__testUtils__/FakeContextApi';
import {
  deadContext,
  noContext,
  someChanges,
  someContext,
} from '../../__testUtils__/fixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { ContextContent } from './ContextContent';

/** The block under a heading. */
async function block(name: string) {
  const heading = await screen.findByRole('heading', { name });
  return within(heading.closest('section')!);
}

describe('ContextContent', () => {
  let api: FakeContextApi;

  beforeEach(() => {
    api = new FakeContextApi();
  });

  it('shows what needs attention first, worst first', async () => {
    renderPage(<ContextContent />, { api });
    const attention = await block('Needs attention');
    const items = attention.getAllByRole('listitem');
    expect(items).toHaveLength(3);
    expect(items[0]).toHaveTextContent('blocked');
    expect(items[0]).toHaveTextContent('1.42.0 was rolled back in production');
    expect(items[0]).toHaveTextContent('waits for Amira Haddad');
    expect(items[1]).toHaveTextContent('waits for agent review-bot');
    expect(
      screen.getAllByRole('heading', { level: 4 }).map(h => h.textContent),
    ).toEqual(['Needs attention', 'Delivery', 'Ownership', 'On call']);
  });

  it('draws facts with their links, entities and ages', async () => {
    renderPage(<ContextContent />, { api });
    const ownership = await block('Ownership');
    expect(ownership.getByRole('link', { name: 'Payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
    // Two dependencies are one line.
    expect(ownership.getAllByText('Depends on')).toHaveLength(1);
    expect(ownership.getByRole('link', { name: 'ledger' })).toBeVisible();
    expect(ownership.getByText('2 more')).toBeVisible();
    const delivery = await block('Delivery');
    expect(
      delivery.getByRole('link', { name: '1.41.3 to production' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payments-api/delivery',
    );
  });

  it('reads since the last look and then looks', async () => {
    renderPage(<ContextContent />, { api });
    await block('Delivery');
    expect(api.asked.contexts).toEqual([{ since: 'last-look' }]);
    expect(api.asked.looks).toEqual([{ revision: 51, settle: false }]);
    expect(screen.getByText(/^Nothing changed since/)).toBeVisible();
  });

  it('does not mind a look that fails', async () => {
    api.lookError = new Error('no room');
    renderPage(<ContextContent />, { api });
    await block('Delivery');
    await waitFor(() => expect(api.asked.looks).toHaveLength(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says so on the first look, and still after the page is read again', async () => {
    api.context = { ...someContext, changes: undefined };
    renderPage(<ContextContent />, { api });
    expect(await screen.findByText(/^First look/)).toBeVisible();
    expect(screen.queryByText('Only what changed')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(api.asked.contexts).toHaveLength(2));
    expect(await screen.findByText('Only what changed')).toBeVisible();
    expect(screen.getByText(/^First look/)).toBeVisible();
  });

  describe('with changes', () => {
    beforeEach(() => {
      api.context = { ...someContext, changes: someChanges };
    });

    it('marks them and says what was before', async () => {
      renderPage(<ContextContent />, { api });
      const delivery = await block('Delivery');
      expect(delivery.getByText('was 1.42.0 to production')).toBeVisible();
      expect(delivery.getByText('was ok')).toBeVisible();
      expect(delivery.getByText('INC-77 Slow captures')).toBeVisible();
      expect(delivery.getByText('gone')).toBeVisible();
      const attention = await block('Needs attention');
      expect(attention.getByText('new')).toBeVisible();
      expect(attention.getByText('INC-77 Slow captures is open')).toBeVisible();
      const gone = await block('Gone since you last looked');
      expect(gone.getByText('Costs')).toBeVisible();
      expect(
        screen.getByText(/^6 changes since you last looked/),
      ).toBeVisible();
    });

    it('shows only them when asked to, in the address too', async () => {
      renderPage(<ContextContent />, { api });
      await userEvent.click(await screen.findByText('Only what changed'));
      expect(currentQuery().get('changed')).toBe('true');
      const delivery = await block('Delivery');
      expect(delivery.getByText('Last deployed')).toBeVisible();
      expect(delivery.queryByText('Lead time')).not.toBeInTheDocument();
      expect(screen.queryByText('Runbook')).not.toBeInTheDocument();
      expect(screen.queryByText('There is no runbook')).not.toBeInTheDocument();
    });

    it('settles them: nothing is marked any more', async () => {
      renderPage(<ContextContent />, { api });
      await userEvent.click(await screen.findByText('I have seen this'));
      expect(await screen.findByText(/^Nothing changed since/)).toBeVisible();
      expect(api.asked.looks).toContainEqual({ revision: 51, settle: true });
      expect(screen.queryByText('gone')).not.toBeInTheDocument();
    });

    it('says when that could not be noted', async () => {
      renderPage(<ContextContent />, { api });
      const seen = await screen.findByText('I have seen this');
      await waitFor(() => expect(api.asked.looks).toHaveLength(1));
      api.lookError = new Error('the database is read-only');
      await userEvent.click(seen);
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'the database is read-only',
      );
    });
  });

  it('says so when only changes are wanted and there are none', async () => {
    renderPage(<ContextContent />, { api, query: '?changed=true' });
    await userEvent.click(await screen.findByText('Show everything'));
    expect(currentQuery().has('changed')).toBe(false);
    expect(await screen.findByText('Lead time')).toBeVisible();
  });

  it('shows a moment in the past without counting it as a look', async () => {
    renderPage(<ContextContent />, { api, query: '?at=12' });
    expect(await screen.findByText(/^As it was on February 17/)).toBeVisible();
    await block('Delivery');
    expect(api.asked).toEqual({
      contexts: [{ at: '12' }],
      members: [],
      looks: [],
    });
    expect(screen.queryByText(/last looked/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByText('Back to now'));
    await waitFor(() => expect(currentQuery().has('at')).toBe(false));
    expect(await screen.findByText(/^Nothing changed since/)).toBeVisible();
  });

  it('copies the view as Markdown, and an address of this moment', async () => {
    let copied = '';
    // How texts are copied where the clipboard may not be written to directly.
    document.execCommand = () => {
      copied = document.getSelection()?.toString() ?? '';
      return true;
    };
    renderPage(<ContextContent />, { api });
    await userEvent.click(await screen.findByText('Copy as Markdown'));
    expect(copied).toContain('1.42.0 was rolled back in production');
    expect(screen.getByText('Copied')).toBeInTheDocument();
    await userEvent.click(screen.getByText('Stable link'));
    expect(copied).toMatch(/^http.*\/\?at=51$/);
  });

  it('keeps the block of a dead plugin, with its age and the reason', async () => {
    api.context = deadContext;
    renderPage(<ContextContent />, { api });
    const delivery = await block('Delivery');
    expect(delivery.getByText('1.42.0')).toBeVisible();
    expect(
      delivery.getByText(/^As of .*asked again: it took longer than 10 s\.$/),
    ).toBeVisible();
    expect(
      screen.getByText('rota does not answer: it is not installed'),
    ).toBeVisible();
    expect(
      screen.getByText('costs has not been asked about this yet.'),
    ).toBeVisible();
  });

  it('does not call unknown fine', async () => {
    api.context = { ...deadContext, attention: [] };
    renderPage(<ContextContent />, { api });
    expect(
      await screen.findByText('Nothing needs attention, as far as is known.'),
    ).toBeVisible();
  });

  it('lets plugins draw their section, and falls back to facts', async () => {
    const drawn = createContextSection({
      sectionId: 'trace',
      loader: async () => () => <p>Drawn by trace</p>,
    });
    const broken = createContextSection({
      sectionId: 'catalog',
      loader: async () => () => {
        throw new Error('a bug in somebody’s section');
      },
    });
    renderPage(<ContextContent sections={[drawn, broken]} />, { api });
    expect(await screen.findByText('Drawn by trace')).toBeVisible();
    expect(screen.queryByText('Lead time')).not.toBeInTheDocument();
    expect(await screen.findByText('Lifecycle')).toBeVisible();
  });

  it('invites when nothing is known', async () => {
    api.context = noContext;
    renderPage(<ContextContent />, { api });
    expect(await screen.findByText('Nothing is known yet')).toBeVisible();
  });

  it('looks again by itself while plugins are still to be asked', async () => {
    api.context = {
      ...noContext,
      sources: [{ plugin: 'trace', state: 'waiting' }],
    };
    renderPage(<ContextContent />, { api });
    expect(await screen.findByText('Being gathered')).toBeVisible();
    api.context = someContext;
    expect(await screen.findByText('Lead time')).toBeVisible();
  });

  it('does not tell what is missing from what may not be seen', async () => {
    api.error = new NotFoundError('');
    renderPage(<ContextContent />, { api });
    expect(await screen.findByText('Nothing to show here')).toBeVisible();
  });

  it('says what failed and tries again', async () => {
    api.error = new Error('The database is being upgraded');
    renderPage(<ContextContent />, { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is being upgraded',
    );
    api.error = undefined;
    await userEvent.click(screen.getByText('Try again'));
    expect(await screen.findByText('Lead time')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('keeps what it has when refreshing fails', async () => {
    renderPage(<ContextContent />, { api });
    await block('Delivery');
    api.error = new Error('The network is gone');
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'what you see is from before',
    );
    expect(screen.getByText('Lead time')).toBeVisible();
  });

  it('has the shape of the page while it loads', async () => {
    api.getContext = () => new Promise(() => {});
    renderPage(<ContextContent />, { api });
    expect(
      await screen.findByRole('status', { name: 'Loading the context' }),
    ).toBeVisible();
  });
});
