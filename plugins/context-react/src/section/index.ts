export * from './ChangeMark';
export * from './ContextSectionBlueprint';
export * from './createContextSection';
export * from './FactValue';
export * from './PortalLink';
export * from './SectionFacts';
export * from './types';
export * from './useStatusWord';
