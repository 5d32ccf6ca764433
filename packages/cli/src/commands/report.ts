import { Command, InvalidArgumentError, Option } from 'commander';
import { writeFile } from 'node:fs/promises';
import { usage } from '../exit';
import { readTimeout } from '../options';
import { count, counted, note, say } from '../output';
import { makeReport } from '../report/makeReport';
import { ReportPeriod, ReportSources } from '../report/types';

const DAY_MS = 86_400_000;
const MAX_DAYS = 730;

interface Options extends ReportSources {
  days: number;
  until?: string;
  out: string;
}

const HELP = `
Reads pull requests, reviews, checks, deployments and releases of repositories
on GitHub, or commits and tags of clones on this machine, and writes one page
that needs nothing else: creation against delivery, the queue that grows, how
much of the lead time is coding, how changes are written, and how many can be
followed from a ticket to their delivery. Nothing is sent or stored anywhere,
and no figure is about a person.

A token that may read the repositories is enough, e.g. what "gh auth token"
prints.

Examples:
  throughline report --repo acme/shop acme/payments --days 180
  throughline report --clone ~/src/shop ~/src/payments
  throughline report --out flow.html`;

function readDays(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 7 || days > MAX_DAYS) {
    throw new InvalidArgumentError(
      `Give a number of days from 7 to ${MAX_DAYS}.`,
    );
  }
  return days;
}

function periodOf({ days, until }: Options): ReportPeriod {
  const to = until === undefined ? Date.now() : Date.parse(until);
  if (Number.isNaN(to)) {
    throw usage(`--until is "${until}"; give a date, e.g. 2026-03-31.`);
  }
  return {
    from: new Date(to - days * DAY_MS).toISOString(),
    to: new Date(to).toISOString(),
    days,
  };
}

async function report(options: Options): Promise<void> {
  const period = periodOf(options);
  const { page, repositories } = await makeReport(options, period);
  if (options.out === '-') {
    process.stdout.write(page);
  } else {
    await writeFile(options.out, page);
    say(
      `Wrote ${options.out}: ${repositories
        .map(
          ({ name, changes }) =>
            `${name}, ${counted(changes.length, 'change')}`,
        )
        .join('; ')} in ${count(period.days)} days.`,
    );
  }
  for (const { name, notes } of repositories) {
    notes.forEach(text => note(`${name}: ${text}`));
  }
}

/** `throughline report` */
export function addReport(program: Command): void {
  program
    .command('report')
    .description(
      'Write a page that shows where work piles up. Needs no portal.',
    )
    .option('--repo <owner/name...>', 'repositories on GitHub')
    .option(
      '--clone <path...>',
      'clones on this machine; without both, the one around the working directory',
    )
    .option(
      '--repository <name>',
      'what the clone is called, host/owner/name; without it the remote "origin"',
    )
    .option('--branch <name>', 'default branch of the clones')
    .addOption(
      new Option('--days <number>', 'how far it looks back')
        .default(180)
        .argParser(readDays),
    )
    .option('--until <date>', 'where it ends; without it, now')
    .option(
      '--out <file>',
      'where to write it; - for the output',
      'report.html',
    )
    .addOption(
      new Option(
        '--token <token>',
        'of GitHub; better given by the variable, which no process list shows',
      ).env('GITHUB_TOKEN'),
    )
    .option(
      '--api-url <url>',
      "below which /graphql is, when that is not GitHub's default",
    )
    .addOption(
      new Option('--timeout <seconds>', 'for one request')
        .default(60)
        .argParser(readTimeout),
    )
    .addHelpText('after', HELP)
    .action(report);
}
