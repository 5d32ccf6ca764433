import { SectionChange, SectionView } from '@throughline/plugin-context-common';
import { ComponentType } from 'react';

/** What the body of a section is given. */
export interface ContextSectionProps {
  /** The section as the reader may see it. */
  section: SectionView;
  /** The entity it is about. */
  entityRef: string;
  /** What changed in it, when the reader has looked before. */
  changes?: SectionChange;
}

/** How the body of one section is drawn. */
export interface ContextSectionRenderer {
  /** As the section's plugin answers it, e.g. `trace`. */
  sectionId: string;
  Component: ComponentType<ContextSectionProps>;
}
