/**
 * What the suite's backends have in common and Backstage does not bring.
 *
 * @packageDocumentation
 */

export * from './collections/groupBy';
export * from './config/readDuration';
export * from './config/requireKnownKeys';
export * from './database/manyRows';
export * from './database/openDatabase';
export * from './database/replaceRows';
export * from './database/sql';
export * from './http/pagination';
export * from './http/parse';
export * from './http/routeRule';
export * from './http/text';
export * from './people/encodedTexts';
export * from './people/identifiers';
export * from './people/words';
export * from './permissions/decideOnEntities';
export * from './permissions/requirePermission';
export * from './work/WorkLoop';
