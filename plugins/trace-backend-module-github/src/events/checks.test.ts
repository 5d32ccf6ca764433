import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import {
  checkRunEvent,
  checkSuiteEvent,
  hash,
  SHOP,
  workflowJobEvent,
  workflowRunEvent,
} from '../__testUtils__/payloads';

async function only(event: string, payload: unknown): Promise<Fact> {
  const facts = await factsOf(event, payload);
  expect(facts).toHaveLength(1);
  return facts[0];
}

describe('check_run', () => {
  it('is a job with one attempt', async () => {
    expect(await only('check_run', checkRunEvent('completed'))).toEqual({
      subject: `pipelineRun:${SHOP}/checks/31`,
      at: '2026-03-01T10:05:00.000Z',
      rank: 4,
      attributes: {
        subtype: 'job',
        name: 'test',
        url: 'https://github.com/Acme/shop/runs/31',
        sha: hash('a'),
        branch: 'feature/retry',
        'attempt:1': {
          attempt: 1,
          status: 'completed',
          conclusion: 'success',
          startedAt: '2026-03-01T10:00:00.000Z',
          completedAt: '2026-03-01T10:05:00.000Z',
        },
      },
    });
  });

  it('has ended, once it has, also within one second', async () => {
    const created = await only(
      'check_run',
      checkRunEvent('created', {
        status: 'queued',
        conclusion: null,
        completed_at: null,
      }),
    );
    const completed = await only(
      'check_run',
      checkRunEvent('completed', { completed_at: '2026-03-01T10:00:00Z' }),
    );
    expect(mergeFacts([completed, created])['attempt:1'].value).toMatchObject({
      status: 'completed',
    });
  });

  it('ignores what only asks for a check', async () => {
    expect(await reasonOf('check_run', { action: 'rerequested' })).toContain(
      'rerequested',
    );
  });

  it.each([
    ['check_run.conclusion', { conclusion: 'perhaps' }],
    ['check_run.status', { status: 'asleep' }],
    ['check_run.head_sha', { head_sha: 'main' }],
    ['check_run.started_at', { started_at: null }],
  ])('fails at %s', async (path, more) => {
    await expect(
      deliver('check_run', checkRunEvent('completed', more)),
    ).rejects.toMatchObject({ path });
  });
});

describe('workflow_job', () => {
  it('is the same node as its check run, of a workflow run', async () => {
    const check = await only('check_run', checkRunEvent('completed'));
    const job = await only('workflow_job', workflowJobEvent('completed'));
    expect(job.subject).toBe(check.subject);
    for (const order of [
      [job, check],
      [check, job],
    ]) {
      const merged = mergeFacts(order);
      expect(merged.partOf.value).toBe(`pipelineRun:${SHOP}/runs/41`);
      expect(merged['attempt:1'].value).toEqual({
        attempt: 1,
        status: 'completed',
        conclusion: 'success',
        queuedAt: '2026-03-01T09:59:00.000Z',
        startedAt: '2026-03-01T10:00:00.000Z',
        completedAt: '2026-03-01T10:05:00.000Z',
      });
    }
  });

  it('has not started while it waits', async () => {
    const job = await only(
      'workflow_job',
      workflowJobEvent('waiting', {
        status: 'waiting',
        conclusion: null,
        completed_at: null,
        run_attempt: 2,
      }),
    );
    expect(job.attributes['attempt:2']).toEqual({
      attempt: 2,
      status: 'queued',
      queuedAt: '2026-03-01T09:59:00.000Z',
    });
  });

  it('ignores an unknown action', async () => {
    expect(await reasonOf('workflow_job', { action: 'sung' })).toContain(
      'sung',
    );
  });

  it('fails without its run', async () => {
    await expect(
      deliver('workflow_job', workflowJobEvent('queued', { run_id: null })),
    ).rejects.toMatchObject({ path: 'workflow_job.run_id' });
  });
});

describe('workflow_run', () => {
  it('keeps every attempt', async () => {
    const first = await only(
      'workflow_run',
      workflowRunEvent('completed', { conclusion: 'failure' }),
    );
    const second = await only(
      'workflow_run',
      workflowRunEvent('completed', {
        run_attempt: 2,
        run_started_at: '2026-03-01T11:00:00Z',
        updated_at: '2026-03-01T11:05:00Z',
      }),
    );
    const merged = mergeFacts([second, first]);
    expect(plainValues(merged)).toEqual({
      subtype: 'workflow',
      name: 'CI',
      url: 'https://github.com/Acme/shop/actions/runs/41',
      sha: hash('a'),
      branch: 'feature/retry',
      event: 'pull_request',
    });
    expect(merged['attempt:1'].value).toMatchObject({ conclusion: 'failure' });
    expect(merged['attempt:2'].value).toEqual({
      attempt: 2,
      status: 'completed',
      conclusion: 'success',
      queuedAt: '2026-03-01T11:00:00.000Z',
      startedAt: '2026-03-01T11:00:00.000Z',
      completedAt: '2026-03-01T11:05:00.000Z',
    });
  });

  it.each([
    [{ name: null }, 'CI'],
    [{ name: '', path: '.github/workflows/ci.yaml' }, 'CI'],
  ])('finds another name for %p', async (more, name) => {
    const run = await only('workflow_run', workflowRunEvent('requested', more));
    expect(run.attributes.name).toBe(name);
  });

  it('ignores an unknown action', async () => {
    expect(await reasonOf('workflow_run', { action: 'sung' })).toContain(
      'sung',
    );
  });

  it('fails without a commit', async () => {
    await expect(
      deliver('workflow_run', workflowRunEvent('completed', { head_sha: '' })),
    ).rejects.toMatchObject({ path: 'workflow_run.head_sha' });
  });
});

describe('check_suite', () => {
  it('is what an app checked on a commit', async () => {
    expect(await only('check_suite', checkSuiteEvent('completed'))).toEqual({
      subject: `pipelineRun:${SHOP}/check-suites/21`,
      at: '2026-03-01T10:05:00.000Z',
      rank: 4,
      attributes: {
        subtype: 'suite',
        name: 'Acme Lint',
        url: `https://github.com/Acme/shop/commit/${hash('a')}/checks`,
        sha: hash('a'),
        branch: 'feature/retry',
        'attempt:1': {
          attempt: 1,
          status: 'completed',
          conclusion: 'success',
          queuedAt: '2026-03-01T10:00:00.000Z',
          completedAt: '2026-03-01T10:05:00.000Z',
        },
      },
    });
  });

  it('ignores those of GitHub Actions and those only asked for', async () => {
    const actions = { app: { name: 'GitHub Actions', slug: 'github-actions' } };
    expect(
      await reasonOf('check_suite', checkSuiteEvent('completed', actions)),
    ).toContain('workflow_run');
    expect(
      await reasonOf('check_suite', checkSuiteEvent('requested')),
    ).toContain('none ran yet');
  });

  it('fails without an app', async () => {
    await expect(
      deliver('check_suite', checkSuiteEvent('completed', { app: null })),
    ).rejects.toMatchObject({ path: 'check_suite.app' });
  });
});
