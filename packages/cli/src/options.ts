import { Command, InvalidArgumentError, Option } from 'commander';
import { usage } from './exit';
import { readPortalAddress } from './portal/address';
import { Portal } from './portal/Portal';

const MAX_TIMEOUT = 3_600;

/** What every command that speaks to a portal takes. */
export interface PortalOptions {
  portal?: string;
  timeout: number;
}

/** What a command that sends to a door takes. */
export interface DoorOptions extends PortalOptions {
  secret?: string;
  source: string;
}

/** @throws InvalidArgumentError when it is no number of seconds */
export function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > MAX_TIMEOUT) {
    throw new InvalidArgumentError(
      `Give a number of seconds from 1 to ${MAX_TIMEOUT}.`,
    );
  }
  return seconds;
}

/** Adds the options by which a portal is found. */
export function withPortal(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--portal <url>',
        "the portal's backend, e.g. https://portal.example.com",
      ).env('THROUGHLINE_PORTAL'),
    )
    .addOption(
      new Option('--timeout <seconds>', 'for one request')
        .default(60)
        .argParser(readTimeout),
    );
}

/** Adds the options by which a door is found and opened. */
export function withDoor(command: Command, source: string): Command {
  return withPortal(command)
    .addOption(
      new Option(
        '--secret <secret>',
        "one of the source's secrets; better given by the variable, which no process list shows",
      ).env('THROUGHLINE_SECRET'),
    )
    .option(
      '--source <id>',
      "the door to use, as in the portal's trace.sources",
      source,
    );
}

/** @throws CliError when no usable address is given */
export function portalOf({ portal, timeout }: PortalOptions): Portal {
  return new Portal(readPortalAddress(portal), timeout * 1000);
}

/** @throws CliError when the secret could not be sent, or the id is none */
export function doorOf({ secret, source }: DoorOptions): {
  source: string;
  secret: string | undefined;
} {
  if (!source) throw usage('--source is empty; give the id of a source.');
  return { source, secret: readCredential(secret, '--secret') };
}

/**
 * A token or secret as it can be sent; CI systems leave unset ones empty.
 *
 * @throws CliError when it has characters that no header takes
 */
export function readCredential(
  text: string | undefined,
  option: string,
): string | undefined {
  const credential = text?.trim();
  if (!credential) return undefined;
  if (!/^[\x21-\x7e]+$/.test(credential)) {
    throw usage(
      `${option} has spaces or characters that are not ASCII; is all of it the token, and nothing else?`,
    );
  }
  return credential;
}
