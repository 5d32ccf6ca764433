/**
 * An example of a permission policy for a careful organisation.
 *
 * @packageDocumentation
 */

export { policyModule as default } from './module';
