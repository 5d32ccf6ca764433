import { createServer } from 'node:net';
import { Problem } from './say.mjs';

/** Ends with a line that names the first port that is taken. */
export async function assertPortsFree(ports) {
  for (const [port, use] of Object.entries(ports)) {
    if (!(await isFree(Number(port)))) {
      throw new Problem(
        `Port ${port} (${use}) is in use. Stop the program that has it (\`lsof -i :${port}\` names it) and try again.`,
      );
    }
  }
}

/** A port nobody listens on at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// A program may listen on one address family or on all, so each is tried.
async function isFree(port) {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port, host) {
  return new Promise(resolve => {
    const server = createServer();
    // Any other error, such as a machine without IPv6, says nothing of the port.
    server.once('error', error => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
