import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  ContextFact,
  ItemChange,
  SectionChange,
  SectionView,
} from '@throughline/plugin-context-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SectionFacts } from './SectionFacts';

const at = '2026-03-10T12:00:00.000Z';

function renderFacts(
  facts: ContextFact[],
  changed: ItemChange<ContextFact>[] = [],
  change: SectionChange['change'] = 'changed',
) {
  const head = { sectionId: 'rota', title: 'On call' };
  const section: SectionView = {
    ...head,
    plugin: 'rota',
    status: 'ok',
    facts,
    attention: [],
    links: [],
    revision: 1,
    changedAt: at,
    asOf: at,
  };
  const changes: SectionChange = {
    ...head,
    change,
    changedAt: at,
    facts: changed,
    attention: [],
    links: [],
  };
  renderInTestApp(<SectionFacts section={section} changes={changes} />, {
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const level: ContextFact = { id: 'level', label: 'Level', value: 'first' };

describe('SectionFacts', () => {
  it('links to the one entity a fact names', async () => {
    renderFacts([{ ...level, refs: ['user:default/amira'] }]);
    expect(await screen.findByRole('link', { name: 'first' })).toHaveAttribute(
      'href',
      '/catalog/default/user/amira',
    );
  });

  it('links where the fact says, and lists the entities it names', async () => {
    const refs = ['user:default/amira'];
    renderFacts([{ ...level, refs, href: 'https://rota.example' }]);
    expect(await screen.findByRole('link', { name: /first/ })).toHaveAttribute(
      'href',
      'https://rota.example',
    );
    expect(screen.getByRole('link', { name: 'amira' })).toBeVisible();
  });

  it('lists no entity to whose page the fact leads, only another', async () => {
    const amira = '/catalog/default/user/amira';
    renderFacts([
      { ...level, refs: ['user:default/amira'], href: amira },
      { ...level, id: 'b', value: 'b', refs: ['user:default/bo'], href: amira },
    ]);
    expect(await screen.findByRole('link', { name: 'first' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'amira' })).toBeNull();
    expect(screen.getByRole('link', { name: 'bo' })).toBeVisible();
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'relative',
  ])('does not follow %s', async href => {
    renderFacts([{ ...level, href }]);
    expect(await screen.findByText('first')).toBeVisible();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('says a status in words too', async () => {
    renderFacts([{ ...level, status: 'unknown' }]);
    expect(await screen.findByText('unknown:')).toBeInTheDocument();
  });

  it.each<[string, Partial<ContextFact>, Partial<ContextFact>, string]>([
    ['value', { value: 'second' }, {}, 'was second'],
    ['status', { status: 'ok' }, { status: 'blocked' }, 'was ok'],
  ])('says what was before: %s', async (_, before, after, text) => {
    const now = { ...level, ...after };
    renderFacts(
      [now],
      [
        {
          id: 'level',
          change: 'changed',
          before: { ...level, ...before },
          after: now,
        },
      ],
    );
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByText('changed')).toBeVisible();
  });

  it('folds many entities away', async () => {
    const refs = [1, 2, 3, 4, 5, 6, 7].map(n => `component:default/shop-${n}`);
    renderFacts([{ ...level, refs }]);
    expect(await screen.findByText('shop-5')).toBeVisible();
    const more = screen.getByText('2 more');
    expect(more).toBeVisible();
    await userEvent.click(more);
    expect(screen.getByText('shop-7')).toBeVisible();
    expect(more).not.toBeInTheDocument();
  });

  it('lists what is gone', async () => {
    renderFacts([], [{ id: 'level', change: 'removed', before: level }]);
    expect(await screen.findByText('first')).toBeVisible();
    expect(screen.getByText('gone')).toBeVisible();
  });

  it('does not mark every fact of a section that is new', async () => {
    renderFacts(
      [level],
      [{ id: 'level', change: 'added', after: level }],
      'added',
    );
    expect(await screen.findByText('first')).toBeVisible();
    expect(screen.queryByText('new')).not.toBeInTheDocument();
  });
});
