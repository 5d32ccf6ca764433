/**
 * What a CI job or a person asks and tells Throughline from a shell.
 *
 * @packageDocumentation
 */

import { run } from './run';

run(process.argv.slice(2)).then(code => {
  // Not process.exit(): what is still being written would be cut off.
  process.exitCode = code;
});
