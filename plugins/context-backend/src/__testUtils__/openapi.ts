import { readOpenapi } from '@throughline/test-kit';
import { resolve } from 'node:path';

/** The document that describes the routes of the plugin. */
export const openapi = readOpenapi(
  resolve(__dirname, '../schema/openapi.yaml'),
);
