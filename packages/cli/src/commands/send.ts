import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { CliError, nothing, usage } from '../exit';
import { DoorOptions, doorOf, portalOf, withDoor } from '../options';
import { counted, say } from '../output';
import { sendDelivery } from '../portal/sendDelivery';

const HELP = `
A body is a JSON object with a "type": change, ticket, incident, deployment or
commits. What each of them holds is in the README of the module
@throughline/plugin-trace-backend-module-rest. A file may hold a list of them:
they are sent one after the other, and what was sent before a mistake stays
sent. Sending again is safe: a body that is known is not stored twice.

Examples:
  throughline send ticket.json
  ./export-changes.sh | throughline send -`;

async function readText(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function readBodies(file: string, text: string): object[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw usage(`${file} is not JSON: ${(error as Error).message}`);
  }
  const bodies = Array.isArray(value) ? value : [value];
  const wrong = bodies.findIndex(
    body => typeof body !== 'object' || body === null || Array.isArray(body),
  );
  if (wrong !== -1) {
    throw usage(`${file} must hold JSON objects; number ${wrong + 1} is none.`);
  }
  return bodies;
}

/** Says which one of several it was. */
function about(error: unknown, index: number, bodies: object[]): unknown {
  return error instanceof CliError && bodies.length > 1
    ? new CliError(
        error.code,
        `Number ${index + 1} of ${bodies.length}: ${error.message}`,
      )
    : error;
}

async function send(file: string, options: DoorOptions): Promise<void> {
  const portal = portalOf(options);
  const door = doorOf(options);
  const bodies = readBodies(file, await readText(file));
  if (bodies.length === 0) throw nothing(`${file} holds nothing to send.`);
  let fresh = 0;
  for (const [index, body] of bodies.entries()) {
    try {
      const { duplicate } = await sendDelivery(portal, door, {
        body: { json: JSON.stringify(body) },
      });
      fresh += duplicate ? 0 : 1;
    } catch (error) {
      throw about(error, index, bodies);
    }
  }
  say(`Sent ${counted(bodies.length, 'report')}. New to the portal: ${fresh}.`);
}

/** `throughline send` */
export function addSend(program: Command): void {
  withDoor(
    program
      .command('send')
      .description(
        'Tell the portal of changes, tickets, incidents or deployments, as JSON.',
      )
      .argument('<file>', 'a JSON file, or - for what comes on standard input'),
    'rest',
  )
    .addHelpText('after', HELP)
    .action(send);
}
