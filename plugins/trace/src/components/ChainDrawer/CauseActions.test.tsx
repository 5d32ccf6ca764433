import { useState } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LinkDecision } from '@throughline/plugin-trace-common';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { CauseActions } from './CauseActions';
import { possibleCauses } from './useCauseDecision';

const ENTITY = { kind: 'Component', namespace: 'default', name: 'payments' };
const CAUSE = {
  incident: 'incident:pagerduty/P1',
  deployment: 'deployment:github.com/acme/payments/1',
  title: 'Carts are empty',
};
const REJECT = 'Not this one: Carts are empty has another cause';

/** Shows what was decided last, once it can be read. */
function Shown(props: { api: FakeTraceApi; read: { error?: Error } }) {
  const { api, read } = props;
  const [decided, setDecided] = useState<LinkDecision>();
  return (
    <CauseActions
      entityRef={ENTITY}
      cause={{ ...CAUSE, decided }}
      allowed
      onDecided={async () => {
        if (read.error) throw read.error;
        const { verdict, reason } = api.asked.causes.at(-1)!;
        setDecided(
          verdict === 'withdrawn'
            ? undefined
            : { verdict, reason, by: 'user:default/ada', at: '2026-03-02' },
        );
      }}
    />
  );
}

const button = (name: string) => screen.queryByRole('button', { name });

describe('what people say of the cause of an incident', () => {
  const renderShown = async () => {
    const api = new FakeTraceApi();
    const read: { error?: Error } = {};
    await renderPage(<Shown api={api} read={read} />, { api });
    return { api, read };
  };
  const reject = async () => {
    await userEvent.click(button(REJECT)!);
    const dialog = screen.getByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText(/^Reason/), 'A disk');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Not this one' }),
    );
    return dialog;
  };

  it('is said with a reason, is shown at once and can be undone', async () => {
    const { api } = await renderShown();
    api.causeError = new Error('Not now');
    const dialog = await reject();
    expect(await within(dialog).findByText('Not now')).toBeVisible();
    api.causeError = undefined;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Not this one' }),
    );
    expect(await screen.findByText('Noted.')).toBeInTheDocument();
    const { deployment } = CAUSE;
    const said = { deployment, verdict: 'unlinked', reason: 'A disk' };
    expect(api.asked.causes).toEqual([said, said]);
    expect(button(REJECT)).toBeNull();

    await userEvent.click(button('Undo')!);
    expect(await screen.findByText('Taken back.')).toBeInTheDocument();
    expect(api.asked.causes.at(-1)).toMatchObject({ verdict: 'withdrawn' });
    expect(button(REJECT)).toBeVisible();
  });

  it('is saved even where what came of it cannot be read', async () => {
    const { read } = await renderShown();
    read.error = new Error('The backend is away');
    await reject();
    expect(await screen.findByText(/It is saved/)).toBeVisible();
    // What was known before stays.
    expect(button(REJECT)).toBeVisible();
    read.error = undefined;
    await userEvent.click(screen.getByRole('button', { name: /again|retry/i }));
    expect(await screen.findByText('Noted.')).toBeInTheDocument();
    expect(button(REJECT)).toBeNull();
  });

  it('is not asked of whoever may not', async () => {
    await renderPage(
      <CauseActions
        entityRef={ENTITY}
        cause={CAUSE}
        allowed={false}
        onDecided={async () => {}}
      />,
      { api: new FakeTraceApi() },
    );
    for (const disabled of screen.getAllByRole('button')) {
      expect(disabled).toBeDisabled();
    }
  });

  it('is about incidents that a deployment is tied to', () => {
    const node = { id: CAUSE.incident, kind: 'incident', title: CAUSE.title };
    expect(
      possibleCauses([
        {
          step: 'incident',
          nodes: [
            {
              node: { ...node, kind: 'incident' },
              detail: [],
              deployment: CAUSE.deployment,
            },
            { node: { ...node, id: 'issue:1', kind: 'incident' }, detail: [] },
          ],
        },
      ]),
    ).toEqual([CAUSE]);
  });
});
