import { NowProvider } from '@throughline/plugin-context-react';
import { screen, within } from '@testing-library/react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { NOW } from '../../__testUtils__/fixtures';
import { someFlow } from '../../__testUtils__/flowFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { formatRows } from '../../hooks/flowAddress';
import { Stages } from './Stages';

describe('Stages', () => {
  beforeEach(() => {
    renderPage(
      <NowProvider now={Date.parse(NOW)}>
        <Stages flow={someFlow} hrefOf={rows => `?rows=${formatRows(rows)}`} />
      </NowProvider>,
      { api: new FakeTraceApi() },
    );
  });
  const stage = async (name: string) =>
    (await screen.findByText(name)).closest('li')!;

  it('says of each what is in it and how it moves', async () => {
    const review = within(await stage('Waiting for review'));
    expect(review.getByText('37')).toBeVisible();
    expect(review.getByText('6 d')).toBeVisible();
    expect(review.getByText('14 in · 9 out per week')).toBeVisible();
    expect(review.getByText('half leave within 1.8 d')).toBeVisible();
  });

  it('has security among them, in the order work takes', async () => {
    await stage('Security');
    expect(
      screen.getAllByRole('heading', { level: 4 }).map(h => h.textContent),
    ).toEqual([
      'In progress',
      'Waiting for review',
      'In review',
      'Tests',
      'Security',
      'Merge',
      'Deploy',
      'Deployed',
      'Verified',
    ]);
  });

  it('has a word for a trend only where it is real', async () => {
    expect(await stage('Waiting for review')).toHaveTextContent('growing');
    expect(await stage('Deploy')).toHaveTextContent('shrinking');
    expect(await stage('Tests')).toHaveTextContent(
      /^Tests4oldest 3 h33 in · 33 out per weekhalf leave within 24 min$/,
    );
  });

  it('does not call what is done a queue', async () => {
    const verified = await stage('Verified');
    expect(verified).toHaveTextContent('in this period');
    expect(verified).not.toHaveTextContent(/per week|oldest/);
  });

  it('opens the rows of a number', async () => {
    await stage('Security');
    expect(
      screen.getByRole('link', { name: '9 changes, Security: open the list' }),
    ).toHaveAttribute('href', '/?rows=stage.security');
  });
});
