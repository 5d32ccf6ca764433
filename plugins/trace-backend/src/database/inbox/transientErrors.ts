import { isError } from '@backstage/errors';

const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_LOCKED',
]);

// Classes of SQLSTATE that speak of the server and not of our statement:
// connection exceptions, transaction rollback (deadlock, serialisation),
// insufficient resources, operator intervention, system errors.
const TRANSIENT_SQLSTATE = /^(08|40|53|57|58)[0-9A-Z]{3}$/;

const TRANSIENT_MESSAGE =
  /connection terminated|connection ended|client has encountered a connection error|timeout acquiring a connection|unable to acquire a connection/i;

/**
 * Whether the same statement may well succeed later, because the database was
 * not there, busy or shutting down, and not because of what was written.
 */
export function isTransientDatabaseError(error: unknown): boolean {
  // By shape: drivers bring error classes of their own.
  if (!isError(error)) return false;
  const { code } = error;
  if (typeof code === 'string') {
    if (TRANSIENT_CODES.has(code) || TRANSIENT_SQLSTATE.test(code)) return true;
    // SQLITE_BUSY_SNAPSHOT and the like are refinements of their first part.
    if (TRANSIENT_CODES.has(code.split('_').slice(0, 2).join('_'))) return true;
  }
  return TRANSIENT_MESSAGE.test(error.message);
}
