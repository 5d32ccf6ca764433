import { readFileSync } from 'node:fs';

/** What a CI system says of the job that is running. */
export interface CiJob {
  /** For people. */
  system: string;
  repository?: string;
  /** What was pushed, not a merge that the CI system made to test it. */
  sha?: string;
  job?: string;
  attempt?: string;
  /** Page of the job or run. */
  url?: string;
  /** Tells this run of the job from all others. */
  run?: string;
  /** The branch whose commits count as delivered. */
  defaultBranch?: string;
}

type Variables = Record<string, string | undefined>;

/** What started the run, as GitHub leaves it in a file; `{}` if it cannot be read. */
function readGithubEvent(path: string | undefined): {
  pull_request?: { head?: { sha?: string } };
  repository?: { default_branch?: string };
} {
  try {
    return JSON.parse(readFileSync(path ?? '', 'utf8')) ?? {};
  } catch {
    return {};
  }
}

function githubActions(env: Variables): CiJob {
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com';
  const slug = env.GITHUB_REPOSITORY;
  const event = readGithubEvent(env.GITHUB_EVENT_PATH);
  return {
    system: 'GitHub Actions',
    repository: slug && `${server}/${slug}`,
    sha: event.pull_request?.head?.sha ?? env.GITHUB_SHA,
    job: env.GITHUB_JOB,
    attempt: env.GITHUB_RUN_ATTEMPT,
    url:
      slug &&
      env.GITHUB_RUN_ID &&
      `${server}/${slug}/actions/runs/${env.GITHUB_RUN_ID}`,
    run:
      env.GITHUB_RUN_ID &&
      ['github', env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT ?? '1'].join('-'),
    defaultBranch: event.repository?.default_branch,
  };
}

function gitlab(env: Variables): CiJob {
  return {
    system: 'GitLab CI',
    repository: env.CI_PROJECT_URL,
    // Of a merge request's pipeline, CI_COMMIT_SHA may be a merge of GitLab's.
    sha: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
    job: env.CI_JOB_NAME,
    url: env.CI_JOB_URL,
    // A job that is run again gets another id.
    run: env.CI_JOB_ID && `gitlab-${env.CI_JOB_ID}`,
    defaultBranch: env.CI_DEFAULT_BRANCH,
  };
}

function jenkins(env: Variables): CiJob {
  return {
    system: 'Jenkins',
    repository: env.GIT_URL,
    sha: env.GIT_COMMIT,
    job: env.STAGE_NAME ?? env.JOB_NAME,
    url: env.BUILD_URL,
    run: env.BUILD_TAG,
  };
}

function systemOf(env: Variables): ((env: Variables) => CiJob) | undefined {
  if (env.GITHUB_ACTIONS === 'true') return githubActions;
  if (env.GITLAB_CI) return gitlab;
  return env.JENKINS_URL ? jenkins : undefined;
}

/**
 * What the CI system says of the job that is running, from its variables.
 *
 * @returns undefined outside of GitHub Actions, GitLab CI and Jenkins
 */
export function detectCi(env: Variables): CiJob | undefined {
  const read = systemOf(env);
  if (!read) return undefined;
  const job = Object.entries(read(env)).filter(([, value]) => value);
  return Object.fromEntries(job) as unknown as CiJob;
}
