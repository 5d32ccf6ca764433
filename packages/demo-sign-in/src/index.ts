/**
 * Sign-in picker and banner of the demo organisation, for development only.
 *
 * @packageDocumentation
 */

export { demoSignInModule as default } from './module';
export { demoSignInTranslationRef } from './translation';
