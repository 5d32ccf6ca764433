export { DecisionDialog } from './DecisionDialog';
export { Folded } from './Folded';
export { Person } from './Person';
export { ReadList, readingOf } from './ReadList';
