import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectCi } from './ci';

describe('detectCi', () => {
  it('finds nothing outside of CI', () => {
    expect(detectCi({ CI: 'true', GITHUB_SHA: 'x' })).toBeUndefined();
  });

  it('reads GitHub Actions', () => {
    expect(
      detectCi({
        GITHUB_ACTIONS: 'true',
        GITHUB_SERVER_URL: 'https://git.example.com',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_SHA: 'abc',
        GITHUB_JOB: 'unit',
        GITHUB_RUN_ID: '4711',
        GITHUB_RUN_ATTEMPT: '2',
        GITHUB_EVENT_PATH: '/nowhere/event.json',
      }),
    ).toEqual({
      system: 'GitHub Actions',
      repository: 'https://git.example.com/acme/shop',
      sha: 'abc',
      job: 'unit',
      attempt: '2',
      url: 'https://git.example.com/acme/shop/actions/runs/4711',
      run: 'github-4711-2',
    });
  });

  it('takes the head of a pull request, not the merge that was tested', () => {
    const directory = mkdtempSync(join(tmpdir(), 'throughline-event-'));
    const path = join(directory, 'event.json');
    writeFileSync(
      path,
      JSON.stringify({
        pull_request: { head: { sha: 'head' } },
        repository: { default_branch: 'trunk' },
      }),
    );
    expect(
      detectCi({
        GITHUB_ACTIONS: 'true',
        GITHUB_SHA: 'merge',
        GITHUB_EVENT_PATH: path,
      }),
    ).toEqual({
      system: 'GitHub Actions',
      sha: 'head',
      defaultBranch: 'trunk',
    });
    rmSync(directory, { recursive: true });
  });

  it('reads GitLab CI', () => {
    const variables = {
      GITLAB_CI: 'true',
      CI_PROJECT_URL: 'https://gitlab.com/acme/shop',
      CI_COMMIT_SHA: 'abc',
      CI_JOB_NAME: 'unit 1/2',
      CI_JOB_URL: 'https://gitlab.com/acme/shop/-/jobs/7',
      CI_JOB_ID: '7',
      CI_DEFAULT_BRANCH: 'main',
    };
    expect(detectCi(variables)).toEqual({
      system: 'GitLab CI',
      repository: 'https://gitlab.com/acme/shop',
      sha: 'abc',
      job: 'unit 1/2',
      url: 'https://gitlab.com/acme/shop/-/jobs/7',
      run: 'gitlab-7',
      defaultBranch: 'main',
    });
    expect(
      detectCi({ ...variables, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'head' })
        ?.sha,
    ).toBe('head');
  });

  it('reads Jenkins', () => {
    expect(
      detectCi({
        JENKINS_URL: 'https://ci.example.com/',
        GIT_URL: 'git@github.com:acme/shop.git',
        GIT_COMMIT: 'abc',
        JOB_NAME: 'shop/main',
        BUILD_URL: 'https://ci.example.com/job/1',
        BUILD_TAG: 'jenkins-shop-main-1',
      }),
    ).toEqual({
      system: 'Jenkins',
      repository: 'git@github.com:acme/shop.git',
      sha: 'abc',
      job: 'shop/main',
      url: 'https://ci.example.com/job/1',
      run: 'jenkins-shop-main-1',
    });
  });
});
