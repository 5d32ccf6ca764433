/**
 * An example of a plugin that takes part in the context view.
 *
 * @packageDocumentation
 */

export { rotaPlugin as default } from './plugin';
