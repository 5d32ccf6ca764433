import { JsonObject } from '@backstage/types';
import { mergeFacts } from '@throughline/plugin-trace-common';
import { factsOf, RECEIVED } from '../__testUtils__/deliver';
import {
  build,
  deploymentEvent,
  hash,
  jobEvent,
  NAME,
  pipelineEvent,
  URL,
} from '../__testUtils__/payloads';

const PIPELINE = `pipelineRun:${NAME}/runs/31`;
const JOB = `pipelineRun:${NAME}/checks/380`;

describe('a pipeline', () => {
  it('is a run with its jobs', async () => {
    expect(await factsOf(pipelineEvent())).toEqual([
      {
        subject: PIPELINE,
        at: '2026-03-01T09:06:00.000Z',
        rank: 2,
        attributes: {
          subtype: 'workflow',
          name: 'Checks',
          url: `${URL}/-/pipelines/31`,
          sha: hash('a'),
          branch: 'round-totals',
          event: 'merge_request_event',
          'attempt:1': {
            attempt: 1,
            status: 'completed',
            conclusion: 'success',
            queuedAt: '2026-03-01T09:01:00.000Z',
            startedAt: '2026-03-01T09:02:00.000Z',
            completedAt: '2026-03-01T09:06:00.000Z',
          },
        },
      },
      {
        subject: JOB,
        at: '2026-03-01T09:05:00.000Z',
        rank: 2,
        attributes: {
          subtype: 'job',
          name: 'job-380',
          url: `${URL}/-/jobs/380`,
          sha: hash('a'),
          branch: 'round-totals',
          partOf: PIPELINE,
          'attempt:1': {
            attempt: 1,
            status: 'completed',
            conclusion: 'success',
            queuedAt: '2026-03-01T09:01:48.000Z',
            startedAt: '2026-03-01T09:02:00.000Z',
            completedAt: '2026-03-01T09:05:00.000Z',
          },
        },
      },
    ]);
  });

  it('says the same of a job as the job does', async () => {
    const [, byPipeline] = await factsOf(pipelineEvent());
    expect(await factsOf(jobEvent())).toEqual([byPipeline]);
  });

  it('that is run again runs, once one of its jobs is newer', async () => {
    const again = pipelineEvent({ status: 'running', finished_at: null }, [
      build(381, {
        status: 'running',
        created_at: '2026-03-01 10:00:00 UTC',
        started_at: '2026-03-01 10:01:00 UTC',
        finished_at: null,
      }),
    ]);
    const facts = [
      ...(await factsOf(again)),
      ...(await factsOf(pipelineEvent())),
    ].filter(({ subject }) => subject === PIPELINE);
    expect(mergeFacts(facts)['attempt:1'].value).toMatchObject({
      status: 'running',
    });
  });

  it.each([
    ['created', 'queued', undefined],
    ['manual', 'queued', undefined],
    ['scheduled', 'queued', undefined],
    ['running', 'running', undefined],
    ['failed', 'completed', 'failure'],
    ['canceled', 'completed', 'cancelled'],
    ['skipped', 'completed', 'skipped'],
  ])('that is %s is %s', async (status, how, conclusion) => {
    const [fact] = await factsOf(pipelineEvent({ status }));
    const attempt = fact.attributes['attempt:1'] as JsonObject;
    expect([attempt.status, attempt.conclusion]).toEqual([how, conclusion]);
  });

  it('fails at a status that there is not', async () => {
    await expect(
      factsOf(pipelineEvent({ status: 'dreaming' })),
    ).rejects.toMatchObject({ path: 'object_attributes.status' });
  });

  it.each([
    [{ ref: 'v1.4.0', tag: true }],
    [{ ref: 'refs/merge-requests/12/head' }],
  ])('of %j is of no branch', async attributes => {
    const [fact] = await factsOf(pipelineEvent(attributes));
    expect(fact.attributes).not.toHaveProperty('branch');
  });
});

describe('a job', () => {
  it('of an older GitLab, without times and project, is one too', async () => {
    const times = Object.fromEntries(
      ['created', 'started', 'finished'].map(it => [`build_${it}_at`, null]),
    );
    expect(
      await factsOf(
        jobEvent({
          ...times,
          project: undefined,
          pipeline_id: undefined,
          build_status: 'created',
        }),
      ),
    ).toMatchObject([
      { subject: JOB, at: RECEIVED, attributes: { partOf: PIPELINE } },
    ]);
  });

  it('fails when nothing says of which project it is', async () => {
    await expect(
      factsOf(jobEvent({ project: undefined, repository: undefined })),
    ).rejects.toMatchObject({ path: 'project' });
  });
});

describe('a deployment', () => {
  const KEY = `deployment:${NAME}/15`;

  it('says what runs where, and how that went', async () => {
    const facts = await factsOf(deploymentEvent());
    expect(facts.map(({ subject }) => subject)).toEqual([KEY, KEY, KEY]);
    const registers = mergeFacts(facts);
    const values = Object.fromEntries(
      Object.entries(registers).map(([name, { value }]) => [name, value]),
    );
    expect(values).toEqual({
      sha: hash('c'),
      environment: 'live',
      production: true,
      createdAt: '2026-03-02T09:00:00.000Z',
      url: `${URL}/-/environments`,
      'status:success': {
        state: 'success',
        at: '2026-03-02T09:00:00.000Z',
        url: `${URL}/-/jobs/796`,
      },
    });
  });

  it('began when it ran, though it is told later', async () => {
    const facts = [
      ...(await factsOf(deploymentEvent())),
      ...(await factsOf(
        deploymentEvent({
          status: 'running',
          status_changed_at: '2026-03-02 10:58:00 +0200',
        }),
      )),
    ];
    expect(mergeFacts(facts)).toMatchObject({
      createdAt: { value: '2026-03-02T08:58:00.000Z' },
      'status:running': { value: { state: 'running' } },
      'status:success': { value: { state: 'success' } },
    });
  });

  it.each([
    ['live', 'production', true],
    ['live', 'staging', false],
    ['live', undefined, false],
    ['production/eu', undefined, true],
    ['prod', 'testing', true],
  ])('to %s of tier %s: production %s', async (...given) => {
    const [environment, tier, production] = given;
    const facts = await factsOf(
      deploymentEvent({ environment, environment_tier: tier }),
    );
    expect(mergeFacts(facts).production.value).toBe(production);
  });

  it.each([
    ['blocked', 'waiting'],
    ['failed', 'failure'],
    ['canceled', 'inactive'],
  ])('that is %s is %s', async (status, state) => {
    const facts = await factsOf(deploymentEvent({ status }));
    expect(mergeFacts(facts)[`status:${status}`].value).toMatchObject({
      state,
    });
  });

  it('of a commit that GitLab does not know is of none', async () => {
    const facts = await factsOf(deploymentEvent({ commit_url: null }));
    expect(mergeFacts(facts)).not.toHaveProperty('sha');
  });
});
