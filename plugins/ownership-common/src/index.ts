/**
 * Who owns what, and who may approve: types and pure functions.
 *
 * @packageDocumentation
 */
export * from './codeowners';
export * from './onCall';
