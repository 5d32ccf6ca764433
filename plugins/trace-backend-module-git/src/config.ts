import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { resolve } from 'node:path';
import { checkCloneUrl } from './git/url';

/** Where a repository's commits are read from. */
export type GitOrigin =
  | { kind: 'local'; path: string }
  | {
      kind: 'remote';
      url: string;
      workingDirectory: string;
      /** Whether the contents of files are cloned as well. */
      contents: boolean;
    };

/** One repository of `trace.git.repositories`. */
export interface GitRepositoryConfig {
  /** Where in the config it stands, for messages. */
  configPath: string;
  repository: RepositoryName;
  origin: GitOrigin;
  defaultBranch?: string;
  frequency: HumanDuration;
}

const DEFAULT_FREQUENCY: HumanDuration = { minutes: 15 };

function readOrigin(
  config: Config,
  configPath: string,
  workingDirectory: string,
): GitOrigin {
  const path = config.getOptionalString('path');
  const url = config.getOptionalString('url');
  if (path !== undefined && url !== undefined) {
    throw new InputError(
      `${configPath} has both "path" and "url"; give one of them`,
    );
  }
  const contents = config.getOptionalBoolean('contents');
  if (path !== undefined && contents !== undefined) {
    throw new InputError(
      `${configPath}.contents is about what is cloned from a "url"; a clone at a "path" is read as it is`,
    );
  }
  if (path !== undefined) return { kind: 'local', path: resolve(path) };
  if (url === undefined) {
    throw new InputError(
      `${configPath} has neither "path" nor "url"; give one of them`,
    );
  }
  const problem = checkCloneUrl(url);
  if (problem) throw new InputError(`${configPath}.url ${problem}`);
  return { kind: 'remote', url, workingDirectory, contents: contents ?? false };
}

function readBranch(config: Config, configPath: string): string | undefined {
  const branch = config.getOptionalString('defaultBranch');
  // The characters git-check-ref-format(1) forbids, and a leading hyphen.
  if (
    branch !== undefined &&
    /^[-/]|[\s~^:?*[\\\p{Cc}]|\.\.|@\{/u.test(branch)
  ) {
    throw new InputError(
      `${configPath}.defaultBranch is "${branch}", which cannot be the name of a branch`,
    );
  }
  return branch;
}

/**
 * Reads `trace.git`.
 *
 * @throws InputError with the path of the offending field
 */
export function readGitConfig(root: Config): GitRepositoryConfig[] {
  const config = root.getOptionalConfig('trace.git');
  requireKnownKeys(config, 'trace.git', ['repositories', 'workingDirectory']);
  const workingDirectory = resolve(
    config?.getOptionalString('workingDirectory') ?? '.data/git',
  );
  const seen = new Map<RepositoryName, string>();
  return (config?.getOptionalConfigArray('repositories') ?? []).map(
    (entry, index) => {
      const configPath = `trace.git.repositories[${index}]`;
      requireKnownKeys(entry, configPath, [
        'repository',
        'path',
        'url',
        'contents',
        'defaultBranch',
        'frequency',
      ]);
      const text = entry.getString('repository');
      const repository = parseRepositoryName(text);
      if (!repository) {
        throw new InputError(
          `${configPath}.repository is "${text}"; it must look like github.com/acme/shop`,
        );
      }
      const earlier = seen.get(repository);
      if (earlier) {
        throw new InputError(
          `${configPath}.repository is "${repository}", which ${earlier} has already`,
        );
      }
      seen.set(repository, configPath);
      return {
        configPath,
        repository,
        origin: readOrigin(entry, configPath, workingDirectory),
        defaultBranch: readBranch(entry, configPath),
        frequency: {
          milliseconds: readDuration(
            entry,
            'frequency',
            DEFAULT_FREQUENCY,
            `${configPath}.frequency`,
          ),
        },
      };
    },
  );
}
