import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { capture, whenOver } from '../processes.mjs';

// Long ago, since package managers may refuse what is only a few days old.
const PUBLISHED = '2020-01-01T00:00:00.000Z';

/**
 * An npm registry for packed packages and nothing else, so that they can be
 * added by their names as if they were published. Returns its address.
 */
export async function startRegistry(folder) {
  const names = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
  const packed = await Promise.all(names.map(name => read(join(folder, name))));
  const server = createServer((request, response) => {
    const [, first, second] = decodeURIComponent(request.url).split('/');
    if (first === 'archives') {
      const found = packed.find(({ digest }) => digest === second);
      response.writeHead(found ? 200 : 404).end(found?.archive);
      return;
    }
    const found = packed.find(
      ({ manifest }) => manifest.name === `${first}/${second}`,
    );
    response
      .writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(found ? toPackument(found, server) : {}));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  whenOver(() => server.close());
  return addressOf(server);
}

async function read(file) {
  const archive = await readFile(file);
  const { output } = await capture('tar', [
    'xzOf',
    file,
    'package/package.json',
  ]);
  const digest = createHash('sha256').update(archive).digest('hex');
  return { archive, digest, manifest: JSON.parse(output) };
}

// An address that is made of the contents keeps Yarn from taking what it has
// kept of an earlier archive with the same version.
function toPackument({ manifest, digest }, server) {
  const { name, version } = manifest;
  const dist = {
    tarball: `${addressOf(server)}/archives/${digest}/package.tgz`,
  };
  return {
    name,
    'dist-tags': { latest: version },
    time: { [version]: PUBLISHED },
    versions: { [version]: { ...manifest, dist } },
  };
}

const addressOf = server => `http://127.0.0.1:${server.address().port}`;
