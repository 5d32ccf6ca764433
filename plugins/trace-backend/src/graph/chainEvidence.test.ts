import { issueKey } from '@throughline/plugin-trace-common';
import { approved, CART, chain, merged, open } from '../__testUtils__/chain';
import {
  commitNode,
  edge,
  entityConfig,
  issueNode,
  reportNode,
  runNode,
  SHOP,
  step,
} from '../__testUtils__/nodes';
import { ChainParts } from './chain';

describe('tickets of a change', () => {
  const change = open();
  const to = (ticket: string, type: 'implements' | 'closes' | 'mentions') =>
    edge(change.key, type, ticket);
  const tickets = (parts: ChainParts['tickets'], entity = CART) =>
    chain({ change, tickets: parts }, { entity }).tickets;

  it('count when the entity knows the prefix', () => {
    const named = [
      { edge: to('issue:PAY-7', 'implements') },
      { edge: to('issue:UTF-8', 'mentions') },
    ];
    expect(tickets(named)).toEqual([
      { id: 'issue:PAY-7', key: 'PAY-7', link: 'implements' },
    ]);
    expect(tickets(named, entityConfig('other'))).toEqual([]);
  });

  it('count when a tracker knows them, by its title and state', () => {
    const node = issueNode(12, { state: 'closed' });
    expect(tickets([{ edge: to(node.key, 'closes'), node }])).toEqual([
      {
        id: node.key,
        key: '#12',
        title: 'Issue 12',
        url: `https://${SHOP}/issues/12`,
        state: 'closed',
        link: 'closes',
      },
    ]);
  });

  it('do not count where a number is of no issue, or of an incident', () => {
    const incident = issueNode(9, { incident: true });
    expect(
      tickets([
        { edge: to(issueKey(SHOP, 3), 'mentions') },
        { edge: to(incident.key, 'mentions'), node: incident },
      ]),
    ).toEqual([]);
  });

  it('are listed once, the strongest claim first', () => {
    expect(
      tickets([
        { edge: to('issue:PAY-8', 'mentions') },
        { edge: to('issue:PAY-7', 'mentions') },
        { edge: to('issue:PAY-7', 'implements') },
        { edge: to('issue:PAY-9', 'closes') },
      ]).map(({ key, link }) => `${key} ${link}`),
    ).toEqual(['PAY-9 closes', 'PAY-7 implements', 'PAY-8 mentions']);
  });
});

describe('tests of a change', () => {
  const change = merged({ headSha: 'head', mergeSha: 'merge' });

  it('are reports of its head, before those of the commit it became', () => {
    const tests = chain({
      change,
      reports: [
        reportNode({ id: '1', sha: 'merge', tests: 99, passed: 99 }),
        reportNode({ id: '2', sha: 'head' }),
      ],
    }).tests;
    expect(tests).toMatchObject({ source: 'junit', total: 10 });
  });

  it('are those of the commit it became when its head was not tested', () => {
    expect(
      chain({ change, reports: [reportNode({ sha: 'merge' })] }).tests,
    ).toMatchObject({ total: 10 });
  });

  it('are reports anywhere, before checks', () => {
    const checks = [runNode('CI', [{ conclusion: 'failure' }])];
    expect(chain({ change, checks }).tests).toMatchObject({
      source: 'checks',
      outcome: 'failed',
    });
    expect(
      chain({ change, checks, reports: [reportNode({ sha: 'merge' })] }).tests,
    ).toMatchObject({ source: 'junit', outcome: 'passed' });
  });

  it('are no evidence when nothing ran', () => {
    const skipped = reportNode({ tests: 3, passed: 0, skipped: 3 });
    expect(chain({ change, reports: [skipped] }).incomplete).toContain(
      'no-test-evidence',
    );
    expect(chain({ change, reports: [reportNode()] }).incomplete).not.toContain(
      'no-test-evidence',
    );
  });
});

describe('what a merged change lacks', () => {
  const whole: Partial<ChainParts> = {
    tickets: [{ edge: edge('x', 'implements', 'issue:PAY-7') }],
    reports: [reportNode()],
  };
  const reviewed = merged(approved);

  it('is nothing when its chain is whole', () => {
    const of = { steps: [step('1', '12:00', 'added')] };
    expect(chain({ ...whole, change: reviewed }, of)).toMatchObject({
      incomplete: [],
      stage: 'deployed',
    });
  });

  it('is each part that is not there', () => {
    expect(
      chain({ change: merged(), pathsUnknown: true }, { lines: [] }).incomplete,
    ).toEqual([
      'no-ticket',
      'no-review',
      'no-test-evidence',
      'no-deployment',
      'paths-unknown',
    ]);
  });

  it('is a ticket also when one is only mentioned', () => {
    const tickets = [{ edge: edge('x', 'mentions', 'issue:PAY-7') }];
    expect(chain({ ...whole, change: reviewed, tickets }).incomplete).toEqual([
      'no-ticket',
    ]);
  });

  it('is no ticket for a bot or a revert', () => {
    const bump = merged({
      ...approved,
      author: { login: 'renovate[bot]', type: 'bot' },
    });
    expect(chain({ ...whole, change: bump, tickets: [] })).toMatchObject({
      notes: ['bot'],
      incomplete: [],
    });
    expect(
      chain({
        ...whole,
        change: reviewed,
        tickets: [],
        reverts: [{ id: 'change:x#1', label: '#1' }],
      }),
    ).toMatchObject({ notes: ['revert'], incomplete: [] });
  });
});

describe('how a change was written', () => {
  const signed = (says: 'agent' | 'assisted', text: string) => ({
    authorship: [{ says, rule: 'trailer' as const, text }],
  });

  it('is judged by all signs of it and its commits, each once', () => {
    const { authorship } = chain({
      change: open(signed('assisted', 'Assisted-by: Codex')),
      head: [
        commitNode('h1', signed('assisted', 'Assisted-by: Codex')),
        commitNode('h2', signed('agent', 'Co-authored-by: Copilot')),
      ],
    });
    expect(authorship.value).toBe('agent');
    expect(authorship.evidence.map(({ text }) => text)).toEqual([
      'Co-authored-by: Copilot',
      'Assisted-by: Codex',
    ]);
  });

  it('shows an agent as an agent, and not as a bot as well', () => {
    const agent = open({
      author: { login: 'copilot-swe-agent[bot]', type: 'bot' },
      ...signed('agent', 'copilot-swe-agent[bot]'),
    });
    expect(chain({ change: agent }).notes).toEqual([]);
  });
});
