/**
 * What a connector must stand: payloads that hold anything anywhere. Apart from
 * the rest of the kit, which takes longer to load than these tests to run.
 *
 * @packageDocumentation
 */

export * from './outcomes';
export * from './paths';
export * from './payloads';
export * from './values';
