export { EntityFlowContent } from './EntityFlowContent';
export { FlowPage } from './FlowPage';
export { LegacyFlowPage } from './LegacyFlowPage';
