import { databaseTests } from '@throughline/test-kit';

export const { migrations, migrate, eachEmptyDatabase, eachDatabase } =
  databaseTests('@throughline/plugin-context-backend');
