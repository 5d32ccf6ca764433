import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import {
  configApiRef,
  discoveryApiRef,
  errorApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { act, render, screen } from '@testing-library/react';
import { answerWith } from '../../__testUtils__/backend';
import { DemoStatus } from '../../api/demoApi';
import { DemoBanner } from './DemoBanner';
import { POLL_EVERY } from './useDemoStatus';

async function renderBanner(
  status: () => DemoStatus | undefined,
  enabled: boolean = true,
) {
  const backend = answerWith({ status });
  render(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: { demo: { enabled } } })],
        [discoveryApiRef, mockApis.discovery()],
        [errorApiRef, mockApis.error()],
        [translationApiRef, mockApis.translation()],
      ]}
    >
      <DemoBanner />
    </TestApiProvider>,
  );
  await act(() => jest.advanceTimersByTimeAsync(0));
  return backend;
}

const sending = (sent: number): DemoStatus => ({
  enabled: true,
  state: 'sending',
  sent,
  total: 5742,
});
const done: DemoStatus = { ...sending(5742), state: 'done' };
const label = () => screen.getByRole('complementary', { name: 'Demo data' });
const nextPoll = () => act(() => jest.advanceTimersByTimeAsync(POLL_EVERY));

describe('DemoBanner', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('shows progress until all is there, and then only the label', async () => {
    const answers = [sending(57), sending(2500), done];
    const backend = await renderBanner(() => answers.shift());
    expect(label()).toHaveTextContent('Loading the demo organisation: 0 %');
    await nextPoll();
    expect(label()).toHaveTextContent('Loading the demo organisation: 43 %');
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '43',
    );
    await nextPoll();
    expect(label()).toHaveTextContent(/^Demo data$/);
    await nextPoll();
    expect(backend).toHaveBeenCalledTimes(3);
  });

  it('waits for a backend that is starting', async () => {
    const answers = [undefined, { ...sending(0), state: 'waiting' as const }];
    await renderBanner(() => answers.shift());
    expect(label()).toHaveTextContent(/^Demo data$/);
    await nextPoll();
    expect(label()).toHaveTextContent('is about to be loaded');
  });

  it('says what went wrong', async () => {
    const message = 'A delivery was refused';
    await renderBanner(() => ({ ...sending(3), state: 'failed', message }));
    expect(label()).toHaveTextContent(
      'The demo organisation could not be loaded: A delivery was refused',
    );
  });

  it('is not there when the demo is off', async () => {
    const backend = await renderBanner(() => done, false);
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    expect(backend).not.toHaveBeenCalled();
  });
});
