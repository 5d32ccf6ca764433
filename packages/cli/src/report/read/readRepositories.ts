import { Git, openClone } from '@throughline/git-history';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { basename } from 'node:path';
import { findRepository } from '../../environment/repository';
import { usage } from '../../exit';
import { readCredential } from '../../options';
import { Progress } from '../../output';
import { ReportPeriod, ReportRepository, ReportSources } from '../types';
import { githubAsker } from './github';
import { readClone } from './readClone';
import { readGithub } from './readGithub';

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

/**
 * Reads what is asked for; without anything, the clone around the working
 * directory.
 *
 * @throws CliError with a message for people
 */
export async function readRepositories(
  options: ReportSources,
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
