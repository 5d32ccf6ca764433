import { eachDatabase } from '../../__testUtils__/databases';
import { isTransientDatabaseError } from './transientErrors';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('isTransientDatabaseError', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a server that shuts down', withCode('57P01')],
    ['a deadlock', withCode('40P01')],
    ['a full disk', withCode('53100')],
    ['a locked file', withCode('SQLITE_BUSY')],
    ['a locked snapshot', withCode('SQLITE_BUSY_SNAPSHOT')],
    ['a failed disk', withCode('SQLITE_IOERR_WRITE')],
    ['a cut connection', new Error('Connection terminated unexpectedly')],
    [
      'an exhausted pool',
      new Error('Knex: Timeout acquiring a connection. The pool is full.'),
    ],
  ])('is true for %s', (_, error) => {
    expect(isTransientDatabaseError(error)).toBe(true);
  });

  it.each([
    ['a constraint', withCode('SQLITE_CONSTRAINT_UNIQUE')],
    ['a value that does not fit', withCode('22021')],
    ['a missing table', withCode('42P01')],
    ['a bug', new TypeError('x is not a function')],
    ['no error at all', 'ECONNREFUSED'],
  ])('is false for %s', (_, error) => {
    expect(isTransientDatabaseError(error)).toBe(false);
  });

  eachDatabase('is false for what a statement did wrong', async knex => {
    const error = await knex('deliveries')
      .insert({ source: 'a' })
      .catch(thrown => thrown);
    expect(error.message).toMatch(/null/i);
    expect(isTransientDatabaseError(error)).toBe(false);
  });

  eachDatabase('is true once the connections are gone', async knex => {
    await knex.destroy();
    const error = await knex('deliveries').catch(thrown => thrown);
    expect(isTransientDatabaseError(error)).toBe(true);
  });
});
