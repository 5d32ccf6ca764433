import { databaseTests } from '@throughline/test-kit';

export const {
  migrations,
  migrate,
  eachEmptyDatabase,
  eachDatabase,
  eachSharedDatabase,
} = databaseTests('@throughline/plugin-trace-backend');
