import { ContextErasureResponse } from '@throughline/plugin-context-common';
import { ErasureSummary } from '@throughline/plugin-trace-common';
import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, EXIT, nothing, usage } from '../exit';
import {
  PortalOptions,
  portalOf,
  readCredential,
  withPortal,
} from '../options';
import { count, jsonText, note, Progress, say } from '../output';
import { Portal } from '../portal/Portal';

const POLL_MS = 500;

const PLUGINS = ['trace', 'context'] as const;

interface Person {
  logins: string[];
  names: string[];
  emails: string[];
  userRefs: string[];
}

interface Options extends PortalOptions {
  token?: string;
  from?: string;
  login: string[];
  name: string[];
  email: string[];
  user: string[];
  plugin: Array<(typeof PLUGINS)[number]>;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

const HELP = `
What is given here is in the shell's history and in process lists. --from keeps
it out of them; it takes a JSON object:
  {
    "logins": ["github.com/octocat"],
    "names": ["Ada Lovelace"],
    "emails": ["ada@example.com"],
    "userRefs": ["user:default/ada"]
  }

Only what is given is looked for: all logins, spellings of the name and
addresses, also former ones. It cannot be taken back. Begin with --dry-run.

It needs the permissions trace.people.erase and context.people.erase.

Examples:
  throughline erase-person --from person.json --dry-run
  throughline erase-person --from - --yes < person.json
  throughline erase-person --login github.com/octocat --user user:default/octocat`;

const OUT_OF_REACH = `Not reached, and to be seen to by you:
  the catalog: remove the user there first, or it comes back from there
  the forge, and every clone of its repositories: commits name their authors
  backups of the databases, and logs from before
  what somebody exported or copied
  other plugins of the portal`;

const IN_WORDS: Record<string, string> = {
  facts: 'facts in which a pseudonym stands now',
  repositories: 'repositories that are called otherwise now',
  histories: 'imports that were forgotten or begin anew',
  deliveries: 'deliveries in which something was found',
  bodies: 'payloads that were emptied',
  failedBodies: 'of these had failed, and cannot be processed again',
  looks: 'notes of who looked at what',
  sections: 'sections',
  revisions: 'earlier revisions of sections',
  due: 'questions to plugins',
  plugins: "plugins' messages",
};

async function readPerson(options: Options): Promise<Person> {
  const { login, name, email, user, from } = options;
  const given = {
    logins: login,
    names: name,
    emails: email,
    userRefs: user,
  };
  if (from === undefined) return given;
  if (Object.values(given).some(list => list.length > 0)) {
    throw usage('Give --from, or the options that say who it is; not both.');
  }
  let text: string;
  try {
    text =
      from === '-' ? await textOf(process.stdin) : await readFile(from, 'utf8');
  } catch (error) {
    throw usage(`${from} cannot be read: ${(error as Error).message}`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Person;
    }
  } catch {
    // Not with the parser's message, which quotes the text.
  }
  throw usage(`${from} must hold a JSON object; --help shows one.`);
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    const answer = await terminal.question(`${question} Type "erase": `);
    return answer.trim() === 'erase';
  } finally {
    terminal.close();
  }
}

/** Sends requests of one plugin. */
class Erasing {
  constructor(
    private readonly portal: Portal,
    private readonly credential: string | undefined,
    private readonly plugin: (typeof PLUGINS)[number],
  ) {}

  async ask<T>(more: string[], body?: object): Promise<T> {
    const answer = await this.portal.send({
      path: ['api', this.plugin, 'people', 'erasures', ...more],
      credential: this.credential,
      body: body && { json: JSON.stringify(body) },
      meaning: {
        notFound: `The portal has no plugin "${this.plugin}" that can erase people; --plugin says which to ask.`,
        credential: `Give THROUGHLINE_TOKEN: a token of somebody who has ${this.plugin}.people.erase.`,
      },
    });
    const { pseudonym, report } = (answer ?? {}) as Partial<ErasureSummary>;
    if (typeof pseudonym !== 'string' || typeof report !== 'object') {
      throw new CliError(
        EXIT.refused,
        `The plugin "${this.plugin}" answered something that is no report; is it a newer version than this command?`,
      );
    }
    return answer as T;
  }
}

async function eraseFromTrace(
  erasing: Erasing,
  person: object,
  progress: Progress,
): Promise<ErasureSummary> {
  let erasure = await erasing.ask<ErasureSummary>([], person);
  while (erasure.state !== 'done') {
    progress.show(`trace: at ${erasure.phase} …`);
    await sleep(POLL_MS);
    erasure = await erasing.ask<ErasureSummary>([erasure.id]);
  }
  return erasure;
}

async function eraseFromContext(
  erasing: Erasing,
  person: object,
  progress: Progress,
): Promise<ContextErasureResponse> {
  let answer = await erasing.ask<ContextErasureResponse>([], person);
  const report: Record<string, number> = { ...answer.report };
  const { pseudonym } = answer;
  while (answer.nextCursor) {
    progress.show('context …');
    answer = await erasing.ask<ContextErasureResponse>([], {
      ...person,
      pseudonym,
      cursor: answer.nextCursor,
    });
    for (const [name, found] of Object.entries(answer.report)) {
      report[name] = (report[name] ?? 0) + found;
    }
  }
  return { ...answer, report: { ...answer.report, ...report } };
}

function sayReport(plugin: string, report: object): void {
  say(`${plugin}:`);
  const lines = Object.entries(report).filter(([, found]) => found > 0);
  if (lines.length === 0) say('  nothing was found');
  for (const [name, found] of lines) {
    say(`  ${count(found).padStart(9)}  ${IN_WORDS[name] ?? name}`);
  }
}

async function erasePerson(options: Options): Promise<void> {
  const portal = portalOf(options);
  const token = readCredential(options.token, '--token');
  const { dryRun = false } = options;
  const plugins = options.plugin.length > 0 ? options.plugin : PLUGINS;
  const person = await readPerson(options);
  if (!Object.values(person).some(list => list?.length > 0)) {
    throw nothing(
      'Say who it is: --login, --name, --email, --user, or --from with a file.',
    );
  }
  if (!dryRun && !options.yes) {
    if (!process.stdin.isTTY || options.from === '-') {
      throw usage('It cannot be taken back: give --yes, or --dry-run first.');
    }
    const sure = await confirm(
      `This person is erased from ${plugins.join(' and ')} at ${
        portal.address.href
      }, which cannot be taken back.`,
    );
    if (!sure) throw usage('Nothing was erased.');
  }

  const progress = new Progress();
  const request = { ...person, dryRun };
  const of = (plugin: (typeof PLUGINS)[number]) =>
    new Erasing(portal, token, plugin);
  // First trace, which context asks again.
  const trace = plugins.includes('trace')
    ? await eraseFromTrace(of('trace'), request, progress)
    : undefined;
  const context = plugins.includes('context')
    ? await eraseFromContext(
        of('context'),
        { ...request, pseudonym: trace?.pseudonym },
        progress,
      )
    : undefined;
  progress.clear();

  const pseudonym = trace?.pseudonym ?? context?.pseudonym;
  if (options.json) {
    say(jsonText({ pseudonym, dryRun, trace, context }));
    return;
  }
  say(
    dryRun
      ? 'Nothing was changed. This would be erased, in rows:'
      : `Erased, in rows. In their place stands ${pseudonym}.`,
  );
  if (trace) sayReport('trace', trace.report);
  if (context) sayReport('context', context.report);
  if (context?.stillInCatalog) {
    note('The catalog has this user still, and brings them back.');
  }
  say(OUT_OF_REACH);
}

const collect = (value: string, values: string[]) => [...values, value];

/** `throughline erase-person` */
export function addErasePerson(program: Command): void {
  withPortal(
    program
      .command('erase-person')
      .description(
        'Erase a person: a pseudonym stands in their place, and what was delivered stays.',
      )
      .option('--from <file>', 'who it is, as JSON; - for standard input')
      .option('--login <host/login>', 'an account of a forge', collect, [])
      .option('--name <name>', 'as in commits and texts', collect, [])
      .option('--email <address>', 'an e-mail address', collect, [])
      .option('--user <ref>', "the catalog's user, user:ns/name", collect, [])
      .addOption(
        new Option('--plugin <id>', 'only from this one')
          .choices([...PLUGINS])
          .argParser<string[]>((value, values) => {
            if (!(PLUGINS as readonly string[]).includes(value)) {
              throw usage(`--plugin must be ${PLUGINS.join(' or ')}.`);
            }
            return collect(value, values);
          })
          .default([]),
      )
      .option('--dry-run', 'only count what would be erased')
      .option('--yes', 'do not ask')
      .option('--json', 'the reports as JSON'),
  )
    .addOption(
      new Option(
        '--token <token>',
        'a Backstage token; better given by the variable, which no process list shows',
      ).env('THROUGHLINE_TOKEN'),
    )
    .addHelpText('after', HELP)
    .action(erasePerson);
}
