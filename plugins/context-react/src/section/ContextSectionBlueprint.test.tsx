import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { ComponentType } from 'react';
import { ContextSectionBlueprint } from './ContextSectionBlueprint';
import { ContextSectionProps } from './types';

const props: ContextSectionProps = {
  entityRef: 'component:default/payments-api',
  section: {
    plugin: 'rota',
    sectionId: 'rota',
    title: 'On call',
    status: 'ok',
    facts: [{ id: 'level', label: 'Level', value: 'first' }],
    attention: [],
    links: [],
    revision: 1,
    changedAt: '2026-03-10T12:00:00.000Z',
    asOf: '2026-03-10T12:00:00.000Z',
  },
};

function renderSection(
  loader: () => Promise<ComponentType<ContextSectionProps>>,
) {
  const extension = ContextSectionBlueprint.make({
    params: { sectionId: 'rota', loader },
  });
  const { sectionId, Component } = createExtensionTester(extension).get(
    ContextSectionBlueprint.dataRefs.renderer,
  );
  expect(sectionId).toBe('rota');
  renderInTestApp(<Component {...props} />);
}

describe('ContextSectionBlueprint', () => {
  it('draws the section with what the plugin loads', async () => {
    renderSection(async () => ({ section, entityRef }) => (
      <p>{`${section.title} of ${entityRef}`}</p>
    ));
    expect(
      await screen.findByText('On call of component:default/payments-api'),
    ).toBeVisible();
  });

  it('draws the facts when what the plugin loads breaks', async () => {
    renderSection(async () => () => {
      throw new Error('broken');
    });
    expect(await screen.findByText('first')).toBeVisible();
  });

  it('draws the facts when nothing can be loaded', async () => {
    renderSection(async () => {
      throw new Error('the chunk is gone');
    });
    expect(await screen.findByText('first')).toBeVisible();
  });
});
