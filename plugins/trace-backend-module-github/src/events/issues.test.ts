import {
  IssueAttributes,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import { hash, issueEvent, SHOP } from '../__testUtils__/payloads';

async function issueOf(
  action: string,
  more?: Parameters<typeof issueEvent>[1],
  config?: Parameters<typeof factsOf>[2],
) {
  const [fact] = await factsOf('issues', issueEvent(action, more), config);
  return fact.attributes as Partial<IssueAttributes>;
}

describe('issues', () => {
  it('is a ticket', async () => {
    expect(await factsOf('issues', issueEvent('opened'))).toEqual([
      {
        subject: `issue:${SHOP}#12`,
        at: '2026-03-01T10:00:00.000Z',
        rank: 0,
        attributes: {
          key: '#12',
          title: 'Captures fail',
          url: 'https://github.com/Acme/shop/issues/12',
          state: 'open',
          incident: false,
          restricted: false,
          labels: ['bug'],
          createdAt: '2026-03-01T10:00:00.000Z',
          closedAt: null,
          causedBy: null,
        },
      },
    ]);
  });

  it('is an incident when it is labelled so', async () => {
    const labels = (name: string) => ({ labels: [{ name }] });
    expect(await issueOf('labeled', labels('Incident'))).toMatchObject({
      incident: true,
    });
    expect(await issueOf('labeled', labels('incidental'))).toMatchObject({
      incident: false,
    });
    const config = { trace: { github: { incidentLabels: ['Outage '] } } };
    expect(await issueOf('labeled', labels('outage'), config)).toMatchObject({
      incident: true,
    });
    expect(await issueOf('labeled', labels('incident'), config)).toMatchObject({
      incident: false,
    });
  });

  it('is restricted when a configured label says so, and never otherwise', async () => {
    const labels = (name: string) => ({ labels: [{ name }] });
    const config = { trace: { github: { restrictedLabels: ['Security '] } } };
    expect(await issueOf('labeled', labels('security'), config)).toMatchObject({
      restricted: true,
    });
    expect(await issueOf('unlabeled', { labels: [] }, config)).toMatchObject({
      restricted: false,
    });
    expect(await issueOf('labeled', labels('security'))).toMatchObject({
      restricted: false,
    });
  });

  it('says what caused it', async () => {
    const { causedBy } = await issueOf('edited', {
      body: `Caused by #479, caused by: Acme/web#7 and\ncaused by ${hash(
        'a',
      )}. Not caused by load, because #3.`,
    });
    expect(causedBy).toEqual([
      `change:${SHOP}#479`,
      'change:github.com/acme/web#7',
      `commit:${SHOP}@${hash('a')}`,
    ]);
  });

  it('is bounded', async () => {
    const body = Array.from({ length: 1000 }, (_, n) => `caused by #${n + 1}`);
    const { causedBy } = await issueOf('edited', { body: body.join(' ') });
    expect(causedBy).toHaveLength(20);
  });

  it.each(['deleted', 'transferred'])('is closed when %s', async action => {
    expect(await issueOf(action)).toMatchObject({
      state: 'closed',
      closedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it('is open again after reopening', async () => {
    const closed = await factsOf(
      'issues',
      issueEvent('closed', {
        state: 'closed',
        closed_at: '2026-03-01T11:00:00Z',
        updated_at: '2026-03-01T11:00:00Z',
      }),
    );
    const reopened = await factsOf(
      'issues',
      issueEvent('reopened', { updated_at: '2026-03-01T12:00:00Z' }),
    );
    const merged = plainValues(mergeFacts([...reopened, ...closed]));
    expect(merged.state).toBe('open');
    expect(merged).not.toHaveProperty('closedAt');
  });

  it('ignores what changes nothing about it', async () => {
    expect(await reasonOf('issues', issueEvent('pinned'))).toContain('pinned');
  });

  it.each([
    ['issue.number', { number: null }],
    ['issue.labels[0].name', { labels: [{}] }],
    ['issue.updated_at', { updated_at: '2026-03-01T10:00:00' }],
  ])('fails at %s', async (path, more) => {
    await expect(
      deliver('issues', issueEvent('opened', more)),
    ).rejects.toMatchObject({ path });
  });
});
