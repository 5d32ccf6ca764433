import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  configApiRef,
  discoveryApiRef,
  IdentityApi,
} from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Answers, answerWith, teams } from '../../__testUtils__/backend';
import { rememberedPerson, rememberPerson } from '../../rememberedPerson';
import { DemoSignInPage } from './DemoSignInPage';

async function render(answers: Answers, enabled: boolean = true) {
  const backend = answerWith({ people: () => teams, ...answers });
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  const config = mockApis.config({
    data: { app: { title: 'Throughline demo' }, demo: { enabled } },
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [configApiRef, config],
        [discoveryApiRef, mockApis.discovery()],
      ]}
    >
      <DemoSignInPage onSignInSuccess={onSignInSuccess} />
    </TestApiProvider>,
  );
  return { backend, onSignInSuccess, user: userEvent.setup() };
}

const signedIn = (mock: jest.Mock<void, [IdentityApi]>) =>
  waitFor(() => {
    expect(mock).toHaveBeenCalledTimes(1);
    return mock.mock.calls[0][0];
  });

const person = (name: RegExp) => screen.findByRole('button', { name });

// Typing into a whole app takes its time on a busy machine.
jest.setTimeout(60_000);

describe('DemoSignInPage', () => {
  afterEach(() => rememberPerson(undefined));

  it('offers the people team by team, with their role, labelled as demo', async () => {
    await render({});
    const team = await screen.findByRole('region', { name: 'Browse' });
    expect(
      within(team)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Ada (demo)Team lead', 'Farah (demo)Search engineer']);
    expect(screen.getByRole('region', { name: 'Payments' })).toBeVisible();
    expect(
      screen.getByText('Demo organisation, development only'),
    ).toBeInTheDocument();
  });

  it('signs in as who was picked', async () => {
    const { onSignInSuccess, user } = await render({ signIn: () => true });
    await user.click(await person(/Farah/));
    const identity = await signedIn(onSignInSuccess);
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/demo-farah',
    });
    expect((await identity.getCredentials()).token).toBeTruthy();
  });

  it('remembers the choice over a reload, until sign-out', async () => {
    rememberPerson('demo-rosa');
    const { onSignInSuccess } = await render({ signIn: () => true });
    const identity = await signedIn(onSignInSuccess);
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/demo-rosa',
    });
    await identity.signOut();
    expect(rememberedPerson()).toBeUndefined();
  });

  it('finds people by name, role and team', async () => {
    const { user } = await render({});
    const names = () =>
      screen.getAllByRole('button').map(({ textContent }) => textContent);
    const search = await screen.findByRole('searchbox');
    await user.type(search, 'lead pay');
    expect(names()).toEqual(['Rosa (demo)Team lead']);
    await user.clear(search);
    await user.type(search, 'nobody');
    expect(screen.getByText('Nobody matches "nobody".')).toBeVisible();
  });

  it('works by keyboard alone', async () => {
    const { onSignInSuccess, user } = await render({ signIn: () => true });
    const search = await screen.findByRole('searchbox');
    while (document.activeElement !== search) await user.tab();
    await user.tab();
    expect(await person(/Ada/)).toHaveFocus();
    await user.tab();
    await user.keyboard('{Enter}');
    const identity = await signedIn(onSignInSuccess);
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/demo-farah',
    });
  });

  it('takes Enter in the search for the only match', async () => {
    const { onSignInSuccess, user } = await render({ signIn: () => true });
    const search = await screen.findByRole('searchbox');
    await user.type(search, 'a{Enter}');
    expect(onSignInSuccess).not.toHaveBeenCalled();
    await user.type(search, 'da{Enter}');
    const identity = await signedIn(onSignInSuccess);
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/demo-ada',
    });
  });

  it('says when signing in did not work, and lets people pick again', async () => {
    rememberPerson('demo-gone');
    const { onSignInSuccess, user } = await render({ signIn: () => false });
    expect(
      await screen.findByText(/Signing in as demo-gone did not work/),
    ).toBeVisible();
    await user.click(await person(/Pick somebody else/));
    expect(await person(/Ada/)).toBeVisible();
    expect(rememberedPerson()).toBeUndefined();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('asks a starting backend again', async () => {
    let up = false;
    const { user } = await render({ people: () => (up ? teams : undefined) });
    const again = await person(/Try again/);
    up = true;
    await user.click(again);
    expect(await person(/Ada/)).toBeVisible();
  });

  it('is the usual sign-in page when the demo is off', async () => {
    const { backend } = await render({}, false);
    expect(await screen.findByText('Guest')).toBeVisible();
    expect(screen.queryByText(/Demo organisation/)).not.toBeInTheDocument();
    expect(backend).not.toHaveBeenCalled();
  });
});
