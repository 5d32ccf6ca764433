import { Git, openClone } from '@throughline/git-history';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { Command, InvalidArgumentError, Option } from 'commander';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { version } from '../../package.json';
import { usage } from '../exit';
import { findRepository } from '../environment/repository';
import { readCredential, readTimeout } from '../options';
import { count, counted, note, Progress, say } from '../output';
import { reportFigures } from '../report/figures';
import { reportPage } from '../report/page/page';
import { githubAsker } from '../report/read/github';
import { readClone } from '../report/read/readClone';
import { readGithub } from '../report/read/readGithub';
import { ReportPeriod, ReportRepository } from '../report/types';

const DAY_MS = 86_400_000;
const MAX_DAYS = 730;

interface Options {
  repo?: string[];
  clone?: string[];
  branch?: string;
  repository?: string;
  days: number;
  until?: string;
  out: string;
  token?: string;
  apiUrl?: string;
  timeout: number;
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

/** `owner/name` is on github.com. */
function repositoryOf(text: string): RepositoryName {
  const whole = /^[^/\s:]+\/[^/\s]+$/.test(text) ? `github.com/${text}` : text;
  const name = parseRepositoryName(whole);
  if (!name || name.split('/').length !== 3) {
    throw usage(
      `--repo is "${text}"; give owner/name, or host/owner/name of a GitHub Enterprise Server.`,
    );
  }
  return name;
}

/** A clone's repository; one that was never pushed anywhere is called by its folder. */
async function nameOf(git: Git, given?: string): Promise<RepositoryName> {
  const folder = basename(await git.text(['rev-parse', '--show-toplevel']));
  const local = parseRepositoryName(`localhost/clones/${folder}`);
  const origin = await git.optional(['remote', 'get-url', 'origin']);
  return given === undefined && origin === undefined && local
    ? local
    : findRepository(given, undefined, git);
}

async function readRepositories(
  options: Options,
  period: ReportPeriod,
): Promise<ReportRepository[]> {
  const progress = new Progress();
  const read: ReportRepository[] = [];
  const { repo = [], clone = [] } = options;
  try {
    if (repo.length > 0) {
      const token = readCredential(options.token, '--token');
      if (!token) {
        throw usage(
          'GitHub answers these questions only with a token: set GITHUB_TOKEN, or read clones with --clone.',
        );
      }
      for (const repository of repo.map(repositoryOf)) {
        progress.show(`${repository} …`);
        const ask = githubAsker({
          host: repository.slice(0, repository.indexOf('/')),
          apiUrl: options.apiUrl,
          token,
          timeoutMs: options.timeout * 1000,
        });
        read.push(await readGithub(ask, repository, period));
      }
    }
    if (options.repository !== undefined && clone.length > 1) {
      throw usage('--repository is the name of one clone; give one --clone.');
    }
    for (const path of clone.length + repo.length > 0 ? clone : ['.']) {
      progress.show(`${path} …`);
      const git = await openClone(path, { lookUp: true }).catch(error => {
        throw usage((error as Error).message);
      });
      const repository = await nameOf(git, options.repository);
      read.push(await readClone(git, repository, period, options.branch));
    }
  } finally {
    progress.clear();
  }
  return read;
}

async function report(options: Options): Promise<void> {
  const period = periodOf(options);
  const repositories = await readRepositories(options, period);
  const page = reportPage(reportFigures(repositories, period, version));
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
