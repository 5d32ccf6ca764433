import { JsonObject } from '@backstage/types';
import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { DIGEST, event, factsOf, RECEIVED_AT } from '../__testUtils__/events';

const SHA = 'a'.repeat(40);
const IMAGE = `pkg:oci/shop@${DIGEST}`;
const T = (time: string) => `2026-03-01T${time}:00.000Z`;
const at = (time: string) => ({ timestamp: `2026-03-01T${time}:00Z` });

/** All registers of the subjects that facts are about. */
function merged(facts: Fact[]): Record<string, JsonObject> {
  const subjects = [...new Set(facts.map(({ subject }) => subject))];
  return Object.fromEntries(
    subjects.map(subject => {
      const registers = mergeFacts(facts.filter(of => of.subject === subject));
      return [
        subject,
        {
          ...plainValues(registers),
          ...Object.fromEntries(
            Object.entries(registers)
              .filter(([name]) => name.includes(':'))
              .map(([name, { value }]) => [name, value]),
          ),
        },
      ];
    }),
  );
}

const only = (facts: Fact[], kind: string) => {
  const all = Object.entries(merged(facts)).filter(([subject]) =>
    subject.startsWith(`${kind}:`),
  );
  expect(all).toHaveLength(1);
  return all[0][1];
};

const environment = { id: 'production' };
const deployed = (artifactId: string, context = {}) =>
  event('service.deployed.0.3.0', 'shop', { environment, artifactId }, context);

describe('a deployment', () => {
  it('is of the artifact, the service and the environment', async () => {
    const facts = await factsOf(deployed(`${IMAGE}?tag=1.2.0`));
    expect(only(facts, 'deployment')).toEqual({
      artifact: `artifact:${IMAGE}`,
      environment: 'production',
      production: true,
      service: 'shop',
      version: '1.2.0',
      createdAt: T('10:00'),
      'status:success': { state: 'success', at: T('10:00') },
    });
  });

  it('is one of its own each time, and the same when it is sent again', async () => {
    const [first, second] = [deployed(IMAGE), deployed(IMAGE)];
    const facts = await factsOf(first, second, first);
    const deployments = Object.keys(merged(facts)).filter(key =>
      key.startsWith('deployment:cdevents/'),
    );
    expect(deployments).toHaveLength(2);
  });

  it.each(['upgraded', 'rolledback'])('is also what was %s', async what => {
    const facts = await factsOf(
      event(`service.${what}.0.3.0`, 'shop', {
        environment: { id: 'staging' },
        artifactId: IMAGE,
      }),
    );
    expect(only(facts, 'deployment')).toMatchObject({
      artifact: `artifact:${IMAGE}`,
      production: false,
      version: DIGEST.slice(0, 19),
    });
  });

  it('is none where a service was published or removed', async () => {
    const facts = await factsOf(
      event('service.published.0.3.0', 'shop', { environment }),
      event('service.removed.0.3.0', 'shop', { environment }, at('11:00')),
    );
    expect(Object.keys(merged(facts))).toEqual([
      expect.stringMatching(/^service:cdevents\//),
    ]);
    expect(only(facts, 'service')).toEqual({
      name: 'shop',
      'published:production': { environment: 'production', at: T('10:00') },
      'removed:production': { environment: 'production', at: T('11:00') },
    });
  });
});

describe('an artifact', () => {
  it('is one by its digest, however it is spelled', async () => {
    const facts = await factsOf(
      deployed(`pkg:oci/shop@${DIGEST.replace(':', '%3A')}`),
      event(
        'artifact.published.0.3.0',
        `${IMAGE}?repository_url=ghcr.io/acme&tag=1.2.0`,
        {},
        at('09:00'),
      ),
    );
    expect(only(facts, 'artifact')).toEqual({
      subtype: 'image',
      name: 'shop',
      tag: '1.2.0',
      digest: DIGEST,
      publishedAt: T('09:00'),
    });
  });

  it.each([
    ['a commit', { id: SHA, source: 'https://github.com/acme/shop' }],
    ['its address', { id: `https://github.com/acme/shop/commit/${SHA}` }],
  ])('is from the commit that it was packaged for: %s', async (_, change) => {
    const facts = await factsOf(
      event('artifact.packaged.0.3.0', IMAGE, { change }),
    );
    expect(only(facts, 'artifact')).toMatchObject({
      sha: SHA,
      repository: 'github.com/acme/shop',
      publishedAt: T('10:00'),
      tag: DIGEST.slice(0, 19),
    });
  });

  it.each([
    { id: '12', source: 'my-git.example/acme/shop' },
    { id: 'https://my-git.example/acme/shop/pulls/12' },
    { id: 'https://my-git.example/acme/shop/-/merge_requests/12' },
  ])('names the change that it was packaged for: %j', async change => {
    const facts = await factsOf(
      event('artifact.packaged.0.3.0', IMAGE, { change }),
    );
    expect(only(facts, 'artifact')).toMatchObject({
      change: 'change:my-git.example/acme/shop#12',
    });
  });

  it.each([
    `pkg:golang/github.com/acme/shop@${SHA}`,
    `pkg:github/acme/shop@${SHA}`,
    `pkg:npm/shop@1.0.0?vcs_url=git%2Bhttps://github.com/acme/shop.git%40${SHA}`,
  ])('is from the commit that its own name has: %s', async id => {
    const facts = await factsOf(event('artifact.published.0.3.0', id, {}));
    expect(only(facts, 'artifact')).toMatchObject({
      subtype: 'package',
      sha: SHA,
      repository: 'github.com/acme/shop',
    });
  });

  it('was published when that is said, not when it was packaged', async () => {
    const change = { id: SHA };
    const facts = await factsOf(
      event('artifact.published.0.3.0', IMAGE, { user: 'person-a' }),
      event('artifact.packaged.0.3.0', IMAGE, { change }, at('11:00')),
      event('artifact.signed.0.3.0', IMAGE, { signature: 'x' }, at('12:00')),
    );
    expect(only(facts, 'artifact')).toMatchObject({
      publishedAt: T('10:00'),
      signedAt: T('12:00'),
    });
    expect(JSON.stringify(facts)).not.toContain('person-a');
  });

  it('need not be a package URL', async () => {
    const facts = await factsOf(deployed('shop-1.2.0.tar.gz'));
    const { artifact } = only(facts, 'deployment');
    expect(artifact).toMatch(/^artifact:cdevents\/[0-9a-f]{32}$/);
    expect(merged(facts)[String(artifact)]).toEqual({
      subtype: 'package',
      name: 'shop-1.2.0.tar.gz',
      tag: 'shop-1.2.0.tar.gz',
    });
  });
});

describe('a change', () => {
  const repository = { id: 'acme/shop', source: 'https://github.com' };

  it.each([
    ['12', { repository }],
    ['#12', { repository: { id: 'https://api.github.com/repos/acme/shop' } }],
    ['https://github.com/acme/shop/pull/12', {}],
    ['https://api.github.com/repos/acme/shop/pulls/12', {}],
  ])('is the one that its forge counts: %s', async (id, content) => {
    const facts = await factsOf(event('change.merged.0.3.0', id, content));
    expect(facts[0].subject).toBe('change:github.com/acme/shop#12');
    expect(only(facts, 'change')).toEqual({
      state: 'merged',
      mergedAt: T('10:00'),
      closedAt: T('10:00'),
    });
  });

  it('yields to its forge in the same moment', async () => {
    const [fact] = await factsOf(
      event('change.merged.0.3.0', '12', { repository }),
    );
    const forge = { ...fact, rank: 0, attributes: { state: 'open' } };
    expect(only([fact, forge], 'change')).toMatchObject({ state: 'open' });
  });

  it('is its own where nobody says which', async () => {
    const facts = await factsOf(
      event('change.created.0.4.0', 'myChange123', { description: 'Words' }),
      event('change.abandoned.0.3.0', 'myChange123', {}, at('11:00')),
    );
    expect(only(facts, 'change')).toEqual({
      state: 'closed',
      createdAt: T('10:00'),
      closedAt: T('11:00'),
    });
    expect(JSON.stringify(facts)).not.toContain('Words');
  });
});

describe('a run', () => {
  it('is queued, runs and ends, also within one moment', async () => {
    const uri = 'https://ci.example.com/7';
    const facts = await factsOf(
      event('pipelinerun.finished.0.3.0', '7', { uri, outcome: 'error' }),
      event('pipelinerun.started.0.3.0', '7', { uri, pipelineName: 'build' }),
      event('pipelinerun.queued.0.3.0', '7', { uri }),
    );
    expect(only(facts, 'pipelineRun')).toMatchObject({
      subtype: 'workflow',
      url: uri,
      queuedAt: T('10:00'),
      startedAt: T('10:00'),
      'attempt:1': {
        attempt: 1,
        status: 'completed',
        conclusion: 'failure',
        completedAt: T('10:00'),
      },
    });
  });

  it('of a forge is the one it counts, and yields to what it says', async () => {
    const run = 'https://api.github.com/repos/acme/shop/actions/runs/11';
    const facts = await factsOf(
      event(
        'taskrun.finished.0.3.0',
        'https://github.com/acme/shop/actions/runs/11/job/5',
        {
          taskName: 'test',
          outcome: 'success',
          pipelineRun: { id: `${run}/attempts/2` },
        },
      ),
      event('pipelinerun.finished.0.3.0', `${run}/attempts/2`, {
        outcome: 'success',
      }),
    );
    expect(merged(facts)).toMatchObject({
      'pipelineRun:github.com/acme/shop/checks/5': {
        subtype: 'job',
        name: 'test',
        partOf: 'pipelineRun:github.com/acme/shop/runs/11',
      },
      'pipelineRun:github.com/acme/shop/runs/11': {
        'attempt:2': { conclusion: 'success' },
      },
    });
    expect(facts.every(fact => fact.at.startsWith('1970'))).toBe(true);
  });

  it('of a task is part of the pipeline run that it names', async () => {
    const facts = await factsOf(
      event('pipelinerun.queued.0.3.0', '7', {}),
      event('taskrun.started.0.3.0', '8', { pipelineRun: { id: '7' } }),
    );
    const [pipeline, task] = Object.entries(merged(facts)).filter(([key]) =>
      key.startsWith('pipelineRun:'),
    );
    expect(task[1].partOf).toBe(pipeline[0]);
  });

  it('of a build names what it gave', async () => {
    const facts = await factsOf(
      event('build.finished.0.3.0', 'b1', { artifactId: IMAGE }),
    );
    expect(only(facts, 'pipelineRun')).toMatchObject({
      name: 'build b1',
      artifact: `artifact:${IMAGE}`,
      'attempt:1': { status: 'completed' },
    });
  });
});

describe('tests', () => {
  it('are kept: a suite, its cases and their output', async () => {
    const testSuiteRun = { id: 's1' };
    const of = { environment };
    const facts = await factsOf(
      event('testsuiterun.finished.0.3.0', 's1', { ...of, outcome: 'failure' }),
      event('testcaserun.finished.0.3.0', 'c1', {
        ...of,
        testSuiteRun,
        outcome: 'failure',
      }),
      event('testcaserun.skipped.0.2.0', 'c2', { testSuiteRun }),
      event('testoutput.published.0.3.0', 'o1', {
        outputType: 'log',
        format: 'text/plain',
        testCaseRun: { id: 'c1' },
      }),
    );
    const all = merged(facts);
    const [suite, failed, skipped] = Object.keys(all);
    expect(Object.keys(all)).toHaveLength(3);
    expect(all[suite]).toMatchObject({
      status: 'finished',
      outcome: 'failure',
    });
    expect(all[failed]).toMatchObject({
      partOf: suite,
      outcome: 'failure',
      [Object.keys(all[failed]).find(name => name.startsWith('output:'))!]: {
        type: 'log',
      },
    });
    expect(all[skipped]).toMatchObject({ partOf: suite, status: 'skipped' });
  });
});

describe('an incident', () => {
  const content = {
    description: 'Response time above 100 ms',
    environment,
    service: { id: 'shop' },
    artifactId: IMAGE,
  };

  it('names the service and the artifact, in whatever order it is told', async () => {
    const facts = await factsOf(
      event(
        'incident.resolved.0.3.0',
        'i1',
        { ...content, description: 'Fast again', artifactId: 'pkg:oci/shop@2' },
        at('12:00'),
      ),
      event(
        'incident.reported.0.3.0',
        'i1',
        { ...content, ticketURI: 'https://tracker.example.com/7' },
        at('11:00'),
      ),
      event('incident.detected.0.3.0', 'i1', content),
    );
    expect(only(facts, 'incident')).toEqual({
      key: 'i1',
      title: 'Response time above 100 ms',
      url: 'https://tracker.example.com/7',
      state: 'closed',
      services: ['shop'],
      environment: 'production',
      artifact: `artifact:${IMAGE}`,
      createdAt: T('10:00'),
      closedAt: T('12:00'),
    });
  });

  it('still names them once an event says less', async () => {
    const facts = await factsOf(
      event('incident.detected.0.3.0', 'i1', content),
      event('incident.resolved.0.3.0', 'i1', { environment }, at('12:00')),
    );
    expect(only(facts, 'incident')).toMatchObject({
      state: 'closed',
      services: ['shop'],
      artifact: `artifact:${IMAGE}`,
    });
  });

  it('is over when all is said of one moment', async () => {
    const facts = await factsOf(
      event('incident.resolved.0.3.0', 'i1', content),
      event('incident.detected.0.3.0', 'i1', content),
    );
    expect(only(facts, 'incident')).toMatchObject({ state: 'closed' });
  });

  it('is open again when it is detected again', async () => {
    const facts = await factsOf(
      event('incident.resolved.0.3.0', 'i1', content),
      event('incident.detected.0.3.0', 'i1', content, at('11:00')),
    );
    expect(only(facts, 'incident')).toMatchObject({ state: 'open' });
    expect(only(facts, 'incident').closedAt).toBeUndefined();
  });
});

describe('a ticket', () => {
  const content = {
    summary: 'Carts are empty, says person-a@example.com',
    creator: 'person-a',
    assignees: ['person-b'],
    uri: 'https://tracker.example.com/PAY-7',
    labels: ['bug'],
    ticketType: 'bug',
  };

  it('is the tracker’s, by its key', async () => {
    const facts = await factsOf(
      event(
        'ticket.closed.0.2.0',
        'pay-7',
        { ...content, resolution: 'completed' },
        at('12:00'),
      ),
      event('ticket.created.0.2.0', 'PAY-7', content),
    );
    expect(merged(facts)).toEqual({
      'issue:PAY-7': {
        key: 'PAY-7',
        title: 'Carts are empty, says [address]',
        url: 'https://tracker.example.com/PAY-7',
        state: 'closed',
        incident: false,
        type: 'bug',
        labels: ['bug'],
        status: 'completed',
        createdAt: T('10:00'),
        closedAt: T('12:00'),
      },
    });
    expect(JSON.stringify(facts)).not.toMatch(/person-[ab]/);
  });

  it('is the forge’s, by its address, which says neither that it is for all', async () => {
    const facts = await factsOf(
      event('ticket.updated.0.2.0', '7', {
        uri: 'https://github.com/acme/shop/issues/7',
      }),
    );
    expect(merged(facts)).toEqual({
      'issue:github.com/acme/shop#7': {
        key: '#7',
        title: '#7',
        url: 'https://github.com/acme/shop/issues/7',
        state: 'open',
        incident: false,
        createdAt: T('10:00'),
      },
    });
  });

  it('is an incident when its type says so', async () => {
    const facts = await factsOf(
      event('ticket.created.0.2.0', 'INC-7', {
        ...content,
        ticketType: 'incident',
      }),
    );
    expect(only(facts, 'issue')).toMatchObject({ incident: true });
  });
});

describe('what the graph has no node for', () => {
  it('is kept: branches, repositories and environments', async () => {
    const repository = { id: 'https://api.github.com/repos/acme/shop' };
    const uri = 'https://github.com/acme/shop.git';
    const facts = await factsOf(
      event('branch.created.0.3.0', 'retry', { repository }),
      event(
        'branch.deleted.0.3.0',
        'https://api.github.com/repos/acme/shop/branches/retry',
        {},
        at('11:00'),
      ),
      event('repository.created.0.3.0', 'r1', { name: 'shop', uri }),
      event('environment.modified.0.3.0', 'production', { name: 'Production' }),
    );
    expect(merged(facts)).toMatchObject({
      'branch:github.com/acme/shop@retry': {
        state: 'deleted',
        createdAt: T('10:00'),
        deletedAt: T('11:00'),
      },
      'repository:github.com/acme/shop': { name: 'shop', state: 'present' },
    });
    expect(only(facts, 'environment')).toMatchObject({ name: 'Production' });
  });
});

describe('the time of an event', () => {
  it('is not later than it was received', async () => {
    const facts = await factsOf(
      event(
        'change.merged.0.3.0',
        '12',
        {},
        { timestamp: '2099-01-01T00:00:00Z' },
      ),
    );
    expect(facts[0].at).toBe(RECEIVED_AT);
  });
});
