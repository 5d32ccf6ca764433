import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { CauseActions, possibleCauses } from './CauseActions';

const ENTITY = { kind: 'Component', namespace: 'default', name: 'payments' };
const CAUSE = {
  incident: 'incident:pagerduty/P1',
  deployment: 'deployment:github.com/acme/payments/1',
  title: 'Carts are empty',
};

describe('what people say of the cause of an incident', () => {
  it('is said with a reason', async () => {
    const api = new FakeTraceApi();
    await renderPage(
      <CauseActions entityRef={ENTITY} cause={CAUSE} allowed />,
      { api },
    );
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Say that Carts are empty was not caused by this',
      }),
    );
    const dialog = screen.getByRole('dialog');
    const decide = within(dialog).getByRole('button', { name: 'Not this one' });
    expect(decide).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/^Reason/), 'A disk');
    api.causeError = new Error('Not now');
    await userEvent.click(decide);
    expect(await within(dialog).findByText('Not now')).toBeVisible();
    api.causeError = undefined;
    await userEvent.click(decide);
    expect(
      await screen.findByText('Noted. It shows in a moment.'),
    ).toBeInTheDocument();
    expect(api.asked.causes.at(-1)).toEqual({
      deployment: CAUSE.deployment,
      verdict: 'unlinked',
      reason: 'A disk',
    });
  });

  it('is not asked of whoever may not', async () => {
    await renderPage(
      <CauseActions entityRef={ENTITY} cause={CAUSE} allowed={false} />,
      { api: new FakeTraceApi() },
    );
    for (const button of screen.getAllByRole('button')) {
      expect(button).toBeDisabled();
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
