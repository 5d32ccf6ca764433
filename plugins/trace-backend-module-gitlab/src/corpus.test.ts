import { Normalised } from '@throughline/plugin-trace-node';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deliver } from './__testUtils__/deliver';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpus = resolve(repositoryRoot(), '../shared/corpora/webhooks/gitlab');
const files = existsSync(corpus)
  ? readdirSync(corpus)
      .filter(file => file.endsWith('.json'))
      .sort()
  : [];
const describeCorpus = files.length > 0 ? describe : describe.skip;

/** File → its kind, and what it speaks of or why it is ignored. */
const EXPECTED: Record<string, [string, string[] | string]> = {
  'build-event.json': ['build', ['pipelineRun']],
  'comment-commit-event.json': [
    'note',
    'A comment on "Commit" says nothing about delivery.',
  ],
  'comment-issue-event.json': [
    'note',
    'A comment on "Issue" says nothing about delivery.',
  ],
  'comment-merge-request-event.json': ['note', ['change']],
  'comment-snippet-event.json': [
    'note',
    'A comment on "Snippet" says nothing about delivery.',
  ],
  'deployment-event.json': ['deployment', ['deployment']],
  'job-event.json': ['build', ['pipelineRun']],
  'merge-request-event.json': ['merge_request', ['change']],
  'pipeline-event.json': ['pipeline', ['pipelineRun']],
  'push-event.json': ['push', ['commit']],
  'tag-event.json': ['tag_push', ['artifact']],
};

/** The kinds of subject, or the reason. */
function toldBy(result: Normalised): string[] | string {
  if (result.outcome === 'ignored') return result.reason;
  const kinds = result.facts.map(({ subject }) => subject.split(':')[0]);
  return [...new Set(kinds)];
}

describeCorpus(
  'published payloads (skipped without ../shared/corpora/webhooks/gitlab)',
  () => {
    it('are all there', () => {
      expect(files).toEqual(Object.keys(EXPECTED));
    });

    it.each(files.length > 0 ? files : ['none'])(
      'is read, or ignored with a reason: %s',
      async file => {
        const [kind, expected] = EXPECTED[file];
        const payload = JSON.parse(readFileSync(join(corpus, file), 'utf8'));
        expect(payload.object_kind).toBe(kind);
        const result = await deliver(payload);
        expect(toldBy(result)).toEqual(expected);
        // What people wrote, and their addresses, is not kept.
        expect(JSON.stringify(result)).not.toMatch(
          /[\w.+-]+@[\w-]+\.[a-z]{2,}|needs work/i,
        );
      },
    );
  },
);
