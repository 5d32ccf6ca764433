import { JsonObject } from '@backstage/types';
import { TransitionAttributes } from '@throughline/plugin-trace-common';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deliver, statesOf, stored } from './__testUtils__/deliver';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpus = resolve(repositoryRoot(), '../shared/corpora/webhooks/jira');
const files = existsSync(corpus)
  ? readdirSync(corpus)
      .filter(file => file.endsWith('.json'))
      .sort()
  : [];
const read = (file: string): JsonObject =>
  JSON.parse(readFileSync(join(corpus, file), 'utf8'));
const describeCorpus = files.length > 0 ? describe : describe.skip;

const LISTED = { projects: ['TES', 'KT', 'TEST', 'PRJX', 'PRJA', 'HEY'] };

/** What a payload comes to: the ticket, and its changes of status. */
async function meaningOf(file: string, jira: JsonObject = LISTED) {
  const result = await deliver(read(file), jira);
  if (result.outcome === 'ignored') return result.reason;
  const [[subject, state], ...others] = Object.entries(statesOf(result.facts));
  expect(others).toEqual([]);
  const moves = Object.entries(state)
    .filter(([name]) => name.startsWith('transition:'))
    .map(([, value]) => value as TransitionAttributes);
  return {
    subject,
    state,
    moves: moves.map(({ from, to }) => `${from} > ${to}`),
  };
}

/** File → key, state, and how the status changed. */
const TICKETS: Record<string, [key: string, state: string, move?: string]> = {
  'webhook-cloud-issue-created-many-fields.json': ['KT-22', 'open'],
  'webhook-issue-assigned-empty-changelog.json': ['TEST-123', 'open'],
  'webhook-issue-created-no-description-nor-relevant-fields.json': [
    'TES-41',
    'open',
  ],
  'webhook-issue-created-no-relevant-fields.json': ['TES-41', 'open'],
  'webhook-issue-created.json': ['TES-41', 'open'],
  'webhook-issue-updated-assigned-nobody.json': ['TES-41', 'open'],
  'webhook-issue-updated-assigned.json': ['TES-41', 'open'],
  'webhook-issue-updated-components.json': ['TES-10', 'open'],
  'webhook-issue-updated-fix-version.json': ['TES-41', 'open'],
  'webhook-issue-updated-labels.json': ['TES-41', 'open'],
  'webhook-issue-updated-multiple-custom-fields.json': ['TES-41', 'open'],
  'webhook-issue-updated-raised-priority.json': ['TES-41', 'open'],
  'webhook-issue-updated-renamed.json': ['TES-41', 'open'],
  'webhook-issue-updated-reopened.json': ['TES-41', 'open', 'Done > To Do'],
  'webhook-issue-updated-resolved.json': [
    'TES-41',
    'closed',
    'In Progress > Done',
  ],
  'webhook-issue-updated-started-working.json': [
    'TES-41',
    'open',
    'To Do > In Progress',
  ],
  'webhook-server-issue-updated-closed.json': [
    'TES-4',
    'closed',
    'Resolved > Closed',
  ],
  'webhook-server-issue-updated-comment-edited.json': ['PRJX-14', 'open'],
  'webhook-server-issue-updated-commented-2.json': ['PRJA-42', 'open'],
  'webhook-server-issue-updated-commented-mention-user.json': [
    'PRJX-14',
    'open',
  ],
  'webhook-server-issue-updated-many-fields.json': ['HEY-15', 'open'],
  'webhook-server-issue-updated-resolved.json': [
    'TES-4',
    'closed',
    'In Progress > Resolved',
  ],
  'webhook-server-old-issue-updated-no-event-type-comment-deleted.json': [
    'PRJX-14',
    'open',
  ],
  'webhook-server-old-issue-updated-no-event-type-commented.json': [
    'PRJX-14',
    'open',
  ],
  'webhook-server-updated-custom-field.json': ['TES-8', 'open'],
};
const IGNORED = [
  'webhook-cloud-comment-created-mention-user.json',
  'webhook-cloud-comment-deleted.json',
  'webhook-server-comment-deleted.json',
];

describeCorpus(
  'published webhooks (skipped without ../shared/corpora/webhooks/jira)',
  () => {
    it('are all there', () => {
      expect(files).toEqual([...Object.keys(TICKETS), ...IGNORED].sort());
      expect(files).toHaveLength(28);
    });

    it.each(Object.entries(TICKETS))(
      'are tickets: %s',
      async (file, [key, state, move]) => {
        expect(await meaningOf(file)).toMatchObject({
          subject: `issue:${key}`,
          state: { key, state },
          moves: move ? [move] : [],
        });
      },
    );

    it.each(IGNORED)('are ignored: %s', async file => {
      expect(await meaningOf(file)).toBe('Nothing is read of comments.');
    });

    it('say what was changed', async () => {
      const stateOf = async (file: string) => {
        const meaning = await meaningOf(`webhook-${file}.json`);
        return typeof meaning === 'string' ? {} : meaning.state;
      };
      expect(await stateOf('issue-updated-renamed')).toMatchObject({
        title: 'Unit test summary 1',
      });
      expect(await stateOf('issue-updated-labels')).toMatchObject({
        labels: ['sad', 'test-label'],
        type: 'Story',
      });
      expect(await stateOf('issue-updated-resolved')).toMatchObject({
        closedAt: '2019-02-16T03:15:40.470Z',
      });
      // Its resolution is older than the last change of its status.
      expect(await stateOf('server-issue-updated-closed')).toMatchObject({
        status: 'Closed',
        closedAt: '2019-08-14T03:03:02.179Z',
      });
      expect(await stateOf('issue-updated-reopened')).not.toHaveProperty(
        'closedAt',
      );
    });

    it.each(Object.keys(TICKETS))(
      'are stored without a word where no project is listed: %s',
      async file => {
        const { issue } = read(file) as { issue: JsonObject };
        const { summary } = issue.fields as JsonObject;
        const { body } = await stored(read(file), {});
        expect(body.toString()).not.toContain(JSON.stringify(summary));
        expect(await meaningOf(file, {})).toMatchObject({
          state: { title: issue.key, restricted: true },
          moves: [],
        });
      },
    );

    it('are stored without people', async () => {
      const known = /displayName|emailAddress|avatar|accountId|@/;
      expect(readFileSync(join(corpus, files[0]), 'utf8')).toMatch(known);
      for (const file of files) {
        const { body } = await stored(read(file), LISTED);
        expect(body.toString()).not.toMatch(known);
      }
    });
  },
);
