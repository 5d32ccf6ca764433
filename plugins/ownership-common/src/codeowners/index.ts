export { OwnerFinder } from './OwnerFinder';
export { MAX_CODEOWNERS_BYTES, parseCodeowners } from './parseCodeowners';
export type {
  Codeowners,
  CodeOwner,
  CodeownersProblem,
  Dialect,
  OwnerRule,
  OwnerSection,
} from './types';
