import {
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { ComponentType } from 'react';
import { createContextSection } from './createContextSection';
import { ContextSectionProps, ContextSectionRenderer } from './types';

const rendererDataRef = createExtensionDataRef<ContextSectionRenderer>().with({
  id: 'context.section',
});

/**
 * Draws the body of a plugin's own section on the Context tab; sections nobody
 * draws are shown as their facts. Without the context plugin it does nothing.
 *
 * @example
 * ```tsx
 * ContextSectionBlueprint.make({
 *   params: {
 *     sectionId: 'rota',
 *     loader: () => import('./components/RotaSection').then(m => m.RotaSection),
 *   },
 * });
 * ```
 */
export const ContextSectionBlueprint = createExtensionBlueprint({
  kind: 'context-section',
  attachTo: { id: 'entity-content:context', input: 'sections' },
  output: [rendererDataRef],
  dataRefs: { renderer: rendererDataRef },
  *factory(
    params: {
      /** As the section's plugin answers it. */
      sectionId: string;
      loader(): Promise<ComponentType<ContextSectionProps>>;
    },
    { node },
  ) {
    const { sectionId, Component } = createContextSection(params);
    yield rendererDataRef({
      sectionId,
      Component: props => (
        <ExtensionBoundary node={node}>
          <Component {...props} />
        </ExtensionBoundary>
      ),
    });
  },
});
