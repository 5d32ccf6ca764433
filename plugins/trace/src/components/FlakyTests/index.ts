export { FlakyTests } from './FlakyTests';
