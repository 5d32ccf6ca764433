import { Entity } from '@backstage/catalog-model';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { ContextSectionBlueprint } from '@throughline/plugin-context-react';
import { screen } from '@testing-library/react';
import { FakeContextApi } from './__testUtils__/FakeContextApi';
import { paymentsApi } from './__testUtils__/fixtures';
import { contextApiRef } from './api';
import contextPlugin from './index';

const tab = contextPlugin.getExtension('entity-content:context');
const card = contextPlugin.getExtension('entity-card:context');
const section = ContextSectionBlueprint.make({
  name: 'trace',
  params: {
    sectionId: 'trace',
    loader: async () => () => <p>Drawn by trace</p>,
  },
});
const apis = [[contextApiRef, new FakeContextApi()]] as const;
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };
const entityPage = createTestEntityPage({ entity: paymentsApi });

describe('contextPlugin', () => {
  it('puts the Context tab on the entity page, with the sections that plugins draw', async () => {
    renderTestApp({
      extensions: [entityPage, tab, section],
      apis: [...apis],
      mountedRoutes,
    });
    expect(await screen.findByText('Lifecycle')).toBeVisible();
    expect(await screen.findByText('Drawn by trace')).toBeVisible();
  });

  it('puts the card on the overview', async () => {
    renderTestApp({
      extensions: [entityPage, card],
      apis: [...apis],
      mountedRoutes,
    });
    expect(await screen.findByText('3 things need attention')).toBeVisible();
    const type = createExtensionTester(card).get(
      EntityCardBlueprint.dataRefs.type,
    );
    expect(type).toBe('content');
  });

  it('is not missed by a plugin that draws a section', async () => {
    const other = createFrontendPlugin({
      pluginId: 'other',
      extensions: [section],
    });
    renderTestApp({ extensions: [entityPage], features: [other] });
    expect(screen.queryByText('Drawn by trace')).not.toBeInTheDocument();
  });

  it.each([
    ['Component', true],
    ['API', true],
    ['Resource', true],
    ['System', true],
    ['Domain', true],
    ['Group', true],
    ['User', false],
    ['Template', false],
  ])('is there for a %s: %s', (kind, shown) => {
    const entity: Entity = { ...paymentsApi, kind };
    const { filterFunction } = EntityContentBlueprint.dataRefs;
    const ofTab = createExtensionTester(tab).get(filterFunction);
    const ofCard = createExtensionTester(card).get(filterFunction);
    expect(ofTab?.(entity)).toBe(shown);
    expect(ofCard?.(entity)).toBe(shown);
  });
});
