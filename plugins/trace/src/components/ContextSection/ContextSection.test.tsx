import { renderInTestApp } from '@backstage/frontend-test-utils';
import { SectionView } from '@throughline/plugin-context-common';
import { screen, within } from '@testing-library/react';
import { TraceContextData } from '@throughline/plugin-trace-common';
import { hoursAgo, NOW } from '../../__testUtils__/fixtures';
import { ContextSection } from './ContextSection';

const data: TraceContextData = {
  environments: [
    {
      environment: 'production',
      production: true,
      version: '1.41.3',
      at: hoursAgo(2),
      state: 'rolled-back',
    },
    {
      environment: 'staging',
      production: false,
      at: hoursAgo(1),
      state: 'deployed',
    },
  ],
  stages: [],
};

const section: SectionView = {
  plugin: 'trace',
  sectionId: 'trace',
  title: 'Delivery',
  status: 'attention',
  facts: [
    { id: 'deployed:production', label: 'Last deployed', value: '1.41.3' },
    { id: 'waiting:review', label: 'Waiting for review', value: '3 changes' },
  ],
  attention: [],
  links: [],
  data,
  revision: 1,
  changedAt: NOW,
  asOf: NOW,
};

const entityRef = 'component:default/payments-api';

describe('ContextSection', () => {
  it('shows what runs where, once', async () => {
    renderInTestApp(<ContextSection {...{ section, entityRef }} />);
    const strip = await screen.findByRole('list', { name: 'What runs where' });
    const [production, staging] = within(strip).getAllByRole('listitem');
    expect(production).toHaveTextContent('1.41.3');
    expect(production).toHaveTextContent('rolled back to');
    expect(staging).toHaveTextContent('version not named');
    expect(screen.getAllByText('1.41.3')).toHaveLength(1);
    expect(screen.getByText('3 changes')).toBeVisible();
  });

  it('keeps the fact that says what ran before', async () => {
    const [after] = section.facts;
    const changes = {
      sectionId: 'trace',
      title: 'Delivery',
      change: 'changed' as const,
      changedAt: NOW,
      facts: [
        {
          id: after.id,
          change: 'changed' as const,
          before: { ...after, value: '1.42.0' },
          after,
        },
      ],
      attention: [],
      links: [],
    };
    renderInTestApp(<ContextSection {...{ section, entityRef, changes }} />);
    expect(await screen.findByText('was 1.42.0')).toBeVisible();
  });

  it('shows all facts when the data is withheld', async () => {
    renderInTestApp(
      <ContextSection
        section={{ ...section, data: undefined }}
        entityRef={entityRef}
      />,
    );
    expect(await screen.findByText('Last deployed')).toBeVisible();
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });
});
