import { sign } from '@octokit/webhooks-methods';
import examples from '@octokit/webhooks-examples';
import { NormaliseError } from '@throughline/plugin-trace-node';
import { connectorWith } from './__testUtils__/deliver';
import { EVENTS } from './events';

interface Tally {
  facts: number;
  ignored: number;
  /** Path in the payload, once per payload that failed there. */
  failed: string[];
}

const SECRET = 'only for this test';
const connector = connectorWith();

async function send(event: string, payload: unknown) {
  const text = JSON.stringify(payload);
  const request = {
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-github-event': event,
      'x-hub-signature-256': await sign(SECRET, text),
    },
    query: {},
    body: Buffer.from(text),
  };
  if (!(await connector.verify(request, [SECRET]))) {
    throw new Error('The signature was not taken');
  }
  const envelope = await connector.identify(request);
  return connector.normalise({
    source: 'github',
    event: envelope.event,
    context: envelope.context ?? {},
    body: request.body,
    receivedAt: '2030-01-01T00:00:00.000Z',
  });
}

describe('the published example payloads', () => {
  const tallies: Record<string, Tally> = {};
  const reasons: string[] = [];
  let everyFact = '';
  let sent = 0;

  beforeAll(async () => {
    for (const { name, examples: payloads } of examples) {
      const tally: Tally = { facts: 0, ignored: 0, failed: [] };
      tallies[name] = tally;
      for (const payload of payloads) {
        sent += 1;
        try {
          const result = await send(name, payload);
          if (result.outcome === 'facts') {
            tally.facts += 1;
            everyFact += JSON.stringify(result.facts);
          } else {
            tally.ignored += 1;
            reasons.push(result.reason);
          }
        } catch (error) {
          if (!(error instanceof NormaliseError)) throw error;
          tally.failed.push(error.path);
        }
      }
    }
  });

  it('are all there', () => {
    expect(sent).toBe(329);
    expect(Object.keys(tallies)).toHaveLength(58);
  });

  it('give facts for what is read, and fail nowhere', () => {
    const read = Object.fromEntries(
      [...EVENTS.keys()].map(event => [event, tallies[event]]),
    );
    const tally = (facts: number, ignored: number): Tally => ({
      facts,
      ignored,
      failed: [],
    });
    expect(read).toEqual({
      // Ignored: asked for by hand or asked for again.
      check_run: tally(6, 3),
      // Ignored: not complete, and one of GitHub Actions.
      check_suite: tally(3, 6),
      code_scanning_alert: tally(6, 0),
      create: tally(5, 0),
      dependabot_alert: tally(3, 0),
      deployment: tally(4, 0),
      deployment_status: tally(4, 0),
      // Ignored: assigned, milestones, locked, pinned.
      issues: tally(14, 15),
      // Ignored: packages of npm.
      package: tally(0, 3),
      // Ignored: assigned, locked.
      pull_request: tally(21, 8),
      pull_request_review: tally(4, 0),
      // Ignored: tags that were deleted.
      push: tally(3, 4),
      // Of this one there is no example.
      registry_package: undefined,
      // Ignored: created, which is published too, and deleted.
      release: tally(8, 5),
      workflow_job: tally(8, 0),
      workflow_run: tally(5, 0),
    });
  });

  it('are ignored with a reason for everything else', () => {
    const rest = Object.entries(tallies).filter(([name]) => !EVENTS.has(name));
    for (const [name, { facts, ignored, failed }] of rest) {
      expect([name, facts, failed]).toEqual([name, 0, []]);
      expect(ignored).toBeGreaterThan(0);
    }
    expect(reasons.filter(reason => !/^[A-Z"].{20,}\.$/.test(reason))).toEqual(
      [],
    );
  });

  it('leave no e-mail address in any fact', () => {
    const sources = JSON.stringify(examples);
    const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i;
    expect(sources).toMatch(address);
    expect(everyFact.length).toBeGreaterThan(10_000);
    expect(everyFact).not.toMatch(address);
  });
});
