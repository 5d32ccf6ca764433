import { promisify } from 'node:util';
import zlib from 'node:zlib';

const deflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.deflate);
const inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate);

/**
 * Makes a body small for the database. Level 1: JSON shrinks to a fifth at
 * once, and higher levels cost several times the time for little more.
 */
export function compress(body: Buffer): Promise<Buffer> {
  return deflate(body, { level: 1 });
}

/** Undoes {@link compress}. */
export function decompress(body: Buffer): Promise<Buffer> {
  return inflate(body, {});
}
