import { InputError, NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  githubApp,
  githubConnection,
  githubManifest,
} from '../../__testUtils__/githubFixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { ConnectGithub } from './ConnectGithub';

describe('ConnectGithub', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
  });

  const render = (query?: string) =>
    renderPage(<ConnectGithub />, { api, query });
  const hostOf = async (name: string) =>
    (await screen.findByRole('heading', { name })).closest('li')!;

  describe('creating an App', () => {
    const review = async (organisation: string) => {
      await userEvent.type(
        await screen.findByLabelText(/Organisation that owns it/),
        organisation,
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'See what it may do' }),
      );
    };

    it('explains every permission before it goes to GitHub', async () => {
      render();
      await review('acme');
      const create = await screen.findByRole('button', {
        name: 'Create it on github.com',
      });
      const form = create.closest('form')!;
      expect(form).toHaveTextContent(
        'checks: read Checks of commitsWithout it: What CI other than',
      );
      expect(form).toHaveTextContent('issues: read Issues');
      expect(form).toHaveAttribute('method', 'post');
      expect(form).toHaveAttribute('action', githubManifest.action);
      expect(form).toHaveFormValues({
        manifest: JSON.stringify(githubManifest.manifest),
      });
      expect(api.asked.manifests).toEqual([
        { host: 'github.com', organisation: 'acme', page: '/' },
      ]);
    });

    it('takes back what was shown when the organisation is another', async () => {
      render();
      await review('acme');
      await screen.findByRole('button', { name: /Create it/ });
      await userEvent.type(
        screen.getByLabelText(/Organisation that owns it/),
        'x',
      );
      expect(screen.queryByRole('button', { name: /Create it/ })).toBeNull();
    });

    it('says what the App will lack', async () => {
      api.githubManifest = {
        ...githubManifest,
        notes: ['GitHub cannot reach this portal'],
      };
      render();
      await review('acme');
      expect(
        await screen.findByText('GitHub cannot reach this portal'),
      ).toBeVisible();
    });

    it('says what was wrong', async () => {
      api.manifestError = new InputError('organisation: expected the name');
      render();
      await review('a/b');
      expect(
        await screen.findByText('organisation: expected the name'),
      ).toBeVisible();
    });
  });

  describe('coming back from GitHub', () => {
    const query = '?code=the-code&state=the-state&tab=1';

    it('shows the credentials once, with what is next', async () => {
      render(query);
      expect(
        await screen.findByText('Throughline acme is created'),
      ).toBeVisible();
      expect(screen.getByText(/they are gone when you leave/)).toBeVisible();
      expect(
        screen.getByRole('region', { name: 'the credentials' }),
      ).toHaveTextContent('appId: 42 clientSecret: made-up');
      expect(
        screen.getByRole('button', { name: 'Download the file' }),
      ).toBeVisible();
      expect(screen.getByText(new RegExp(githubApp.fileName))).toBeVisible();
      expect(
        screen.getByRole('link', { name: /Install Throughline acme/ }),
      ).toHaveAttribute('href', githubApp.installUrl);
      expect(api.asked.apps).toEqual([
        { code: 'the-code', state: 'the-state' },
      ]);
      expect(currentQuery().toString()).toBe('tab=1');

      await userEvent.click(
        screen.getByRole('button', { name: 'I have saved them' }),
      );
      expect(screen.queryByText(/made-up/)).toBeNull();
      expect(api.asked.apps).toHaveLength(1);
    });

    it('says why it did not work, and tries again when asked to', async () => {
      api.appError = new InputError('code: github.com does not know it');
      render(query);
      expect(
        await screen.findByText('code: github.com does not know it'),
      ).toBeVisible();
      api.appError = undefined;
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(
        await screen.findByText('Throughline acme is created'),
      ).toBeVisible();
      expect(api.asked.apps).toHaveLength(2);
    });

    it('asks GitHub nothing on an ordinary visit', async () => {
      render();
      await hostOf('github.com');
      expect(api.asked.apps).toEqual([]);
    });
  });

  describe('status', () => {
    it('says what is granted, and what is missing without it', async () => {
      render();
      const host = await hostOf('github.com');
      expect(host).toHaveTextContent('throughline-acme owned by acme');
      expect(host).toHaveTextContent('acme selected repositories');
      const rows = within(
        within(host).getByRole('list', { name: /may read on github.com/ }),
      ).getAllByRole('listitem');
      expect(rows[0]).toHaveTextContent(/^Issuesgranted$/);
      expect(rows[1]).toHaveTextContent(
        'Checks of commitsmissingchecks: read What CI other than GitHub',
      );
      expect(
        rows[1].querySelector('[data-shape="attention"]'),
      ).toBeInTheDocument();
      expect(host).toHaveTextContent('Calls left: 4,200 of 5,000 until');
    });

    it('says which host has no credentials', async () => {
      render();
      const host = await hostOf('github.corp.example');
      expect(host).toHaveTextContent('no credentials');
      expect(host).toHaveTextContent('integrations.github has no credentials');
      expect(within(host).queryByText('granted')).toBeNull();
    });

    it('never shows as granted what is not known', async () => {
      api.githubConnection = {
        ...githubConnection,
        hosts: [
          {
            ...githubConnection.hosts[1],
            credentials: 'token',
            problem: 'Bad credentials',
          },
        ],
      };
      render();
      const host = await hostOf('github.corp.example');
      expect(within(host).getAllByText('not known')).toHaveLength(2);
      expect(host).toHaveTextContent('Bad credentials');
    });
  });

  describe('import', () => {
    it('says how far it goes back', async () => {
      render();
      expect(
        await screen.findByText(/last 90 days of 3 repositories/),
      ).toHaveTextContent('every 60 minutes');
    });

    it('says when it is off', async () => {
      api.githubConnection = {
        ...githubConnection,
        import: { ...githubConnection.import, enabled: false },
      };
      render();
      expect(await screen.findByText(/switched off/)).toBeVisible();
    });
  });

  describe('repositories without an entity', () => {
    it('has a catalog file for each', async () => {
      render();
      const show = await screen.findByRole('button', {
        name: 'Show a catalog file for github.com/acme/experiments',
      });
      expect(show).toHaveAttribute('aria-expanded', 'false');
      await userEvent.click(show);
      expect(
        screen.getByRole('region', {
          name: 'the catalog file for github.com/acme/experiments',
        }),
      ).toHaveTextContent('kind: Component metadata: name: experiments');
      expect(show).toHaveAttribute('aria-expanded', 'true');
      expect(api.asked.repositories).toEqual([
        { cursor: undefined, unclaimed: true },
      ]);
    });

    it('reads page by page', async () => {
      api.pageSize = 1;
      render();
      await screen.findByText('github.com/acme/experiments');
      expect(screen.queryByText('github.com/acme/website')).toBeNull();
      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      expect(await screen.findByText('github.com/acme/website')).toBeVisible();
    });

    it('is glad when there is none', async () => {
      api.githubRepositories = [];
      render();
      expect(
        await screen.findByText('Every repository has an entity'),
      ).toBeVisible();
    });

    it('is not glad when it could not look', async () => {
      api.githubRepositories = [];
      api.githubProblems = [{ host: 'github.com', problem: 'Bad credentials' }];
      render();
      expect(
        await screen.findByText('github.com: Bad credentials'),
      ).toBeVisible();
      expect(screen.queryByText('Every repository has an entity')).toBeNull();
    });

    it('does not look without credentials', async () => {
      api.githubConnection = {
        ...githubConnection,
        hosts: [githubConnection.hosts[1]],
      };
      render();
      expect(
        await screen.findByText('No repository can be listed yet'),
      ).toBeVisible();
      expect(api.asked.repositories).toEqual([]);
    });
  });

  it('tells people without the permission whom to ask, and shows nothing', async () => {
    api.error = new NotAllowedError('');
    render();
    expect(await screen.findByText(/trace\.connections\.manage/)).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows other errors with a way to try again', async () => {
    api.error = new Error('The backend is away');
    render();
    expect(await screen.findByText('The backend is away')).toBeVisible();
    api.error = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => hostOf('github.com'));
  });
});
