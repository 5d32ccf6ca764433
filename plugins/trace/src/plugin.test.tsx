import { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ContextSectionBlueprint } from '@throughline/plugin-context-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { FakeTraceApi } from './__testUtils__/FakeTraceApi';
import { noFlow } from './__testUtils__/flowFixtures';
import { paymentsApi, someChains } from './__testUtils__/fixtures';
import { traceApiRef } from './api';
import tracePlugin from './index';

const connectionsPage = tracePlugin.getExtension('page:trace/connections');
const flowPage = tracePlugin.getExtension('page:trace/flow');
const flowContent = tracePlugin.getExtension('entity-content:trace/flow');
const deliveryContent = tracePlugin.getExtension(
  'entity-content:trace/delivery',
);

describe('tracePlugin', () => {
  it('puts the Delivery tab on the entity page', async () => {
    const api = new FakeTraceApi();
    api.chains = someChains;
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: paymentsApi }),
        deliveryContent,
      ],
      apis: [[traceApiRef, api]],
    });
    expect(await screen.findByText('Retry card capture')).toBeVisible();
  });

  it.each([
    ['Component', true],
    ['API', true],
    ['Resource', true],
    ['System', true],
    ['Group', false],
    ['User', false],
  ])('shows it on a %s: %s', (kind, shown) => {
    const entity: Entity = { ...paymentsApi, kind };
    const filter = createExtensionTester(deliveryContent).get(
      EntityContentBlueprint.dataRefs.filterFunction,
    );
    expect(filter?.(entity)).toBe(shown);
  });

  it.each([
    ['System', true],
    ['Domain', true],
    ['Group', true],
    ['Component', false],
    ['User', false],
  ])('has the Flow tab on a %s: %s', (kind, shown) => {
    const entity: Entity = { ...paymentsApi, kind };
    const filter = createExtensionTester(flowContent).get(
      EntityContentBlueprint.dataRefs.filterFunction,
    );
    expect(filter?.(entity)).toBe(shown);
  });

  it('has the Flow page', async () => {
    const api = new FakeTraceApi();
    api.flow = noFlow;
    renderInTestApp(createExtensionTester(flowPage).reactElement(), {
      apis: [
        [traceApiRef, api],
        [catalogApiRef, catalogApiMock()],
      ],
    });
    expect(
      await screen.findByRole('heading', { name: 'Where does work pile up?' }),
    ).toBeVisible();
    expect(
      await screen.findByText('The flow of work appears here'),
    ).toBeVisible();
  });

  it('has the Connections page', async () => {
    renderInTestApp(createExtensionTester(connectionsPage).reactElement(), {
      apis: [[traceApiRef, new FakeTraceApi()]],
    });
    expect(
      await screen.findByRole('heading', { name: 'GitHub' }),
    ).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Connections' })).toBeVisible();
  });

  it('has the Connect GitHub page below it', async () => {
    renderTestApp({
      extensions: [connectionsPage],
      apis: [[traceApiRef, new FakeTraceApi()]],
      initialRouteEntries: ['/connections/github'],
    });
    expect(
      await screen.findByRole('button', { name: 'See what it may do' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'All connections' }),
    ).toHaveAttribute('href', '/connections');
  });

  it('draws its section of the Context tab', () => {
    const section = tracePlugin.getExtension('context-section:trace');
    const { sectionId } = createExtensionTester(section).get(
      ContextSectionBlueprint.dataRefs.renderer,
    );
    expect(sectionId).toBe('trace');
  });
});
