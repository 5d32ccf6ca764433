import { startTestBackend } from '@backstage/backend-test-utils';
import traceModuleCdevents from '@throughline/plugin-trace-backend-module-cdevents';
import {
  AttemptAttributes,
  Fact,
  toInstant,
} from '@throughline/plugin-trace-common';
import {
  Normalised,
  TraceConnector,
  traceSourcesExtensionPoint,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deliver, reasonOf } from './__testUtils__/deliver';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpus = resolve(
  repositoryRoot(),
  '../shared/corpora/webhooks/github-cdevents',
);
const files = existsSync(corpus)
  ? readdirSync(join(corpus, 'expected'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.json'))
      .sort()
  : [];

function read(directory: 'inputs' | 'expected', file: string) {
  return JSON.parse(readFileSync(join(corpus, directory, file), 'utf8'));
}

const orNone = (list: string[]) => (list.length > 0 ? list : ['none']);
/** GitHub's name of the event, where the folder has another. */
const EVENT_OF: Record<string, string> = { branch: 'push', issue: 'issues' };
const eventOf = (file: string) => EVENT_OF[dirname(file)] ?? dirname(file);

/** What the trace does not follow, though CDEvents have a type for it. */
const IGNORED: Record<string, RegExp> = {
  'issue/assigned.01.json': /^An issue being "assigned" changes nothing/,
};
const followed = files.filter(file => !(file in IGNORED));
const nodes = followed.filter(file => !file.startsWith('branch/'));

function factsIn(normalised: Normalised): Fact[] {
  return normalised.outcome === 'facts' ? normalised.facts : [];
}

/** How a run ended; each of these payloads is of its first attempt. */
const conclusionIn = (facts: Fact[]) =>
  facts
    .map(({ attributes }) => attributes['attempt:1'])
    .map(attempt => (attempt as AttemptAttributes | undefined)?.conclusion)
    .find(Boolean);

/**
 * Somebody else turned these payloads into CDEvents. Read through our door for
 * CDEvents they have to speak of the same nodes, times and outcomes as the
 * payloads do here.
 */
const describeCorpus = files.length > 0 ? describe : describe.skip;

describeCorpus(
  'payloads and the CDEvents made of them (skipped without ../shared/corpora/webhooks)',
  () => {
    let cdevents: TraceConnector;

    beforeAll(async () => {
      const connectors: TraceConnector[] = [];
      const backend = await startTestBackend({
        extensionPoints: [
          [
            traceSourcesExtensionPoint,
            {
              addConnector: connector => connectors.push(connector),
              addHistory: () => {},
              addHistoryGroup: () => {},
            },
          ],
        ],
        features: [traceModuleCdevents],
      });
      await backend.stop();
      [cdevents] = connectors;
    });

    const factsOfExpected = async (file: string) =>
      factsIn(
        await cdevents.normalise({
          source: 'cdevents',
          event: '',
          context: { mode: 'event' },
          body: Buffer.from(JSON.stringify(read('expected', file))),
          receivedAt: '2030-01-01T00:00:00.000Z',
        }),
      );

    it('are all there, and most are followed', () => {
      expect(files).toHaveLength(12);
      expect(followed).toHaveLength(11);
    });

    it.each(Object.entries(IGNORED))(
      'are ignored with a reason: %s',
      async (file, reason) => {
        expect(await reasonOf(eventOf(file), read('inputs', file))).toMatch(
          reason,
        );
      },
    );

    it.each(orNone(nodes))(
      'have one subject, time and outcome: %s',
      async file => {
        const facts = factsIn(
          await deliver(eventOf(file), read('inputs', file)),
        );
        const expected = await factsOfExpected(file);
        const { context, subject } = read('expected', file);
        expect([...new Set(facts.map(of => of.subject))]).toEqual([
          ...new Set(
            expected
              .map(of => of.subject)
              // What links of other events lead to.
              .filter(key => !key.startsWith('event:')),
          ),
        ]);
        const told = facts.filter(({ at }) => at !== UNLESS_SAID_OTHERWISE);
        expect(told.map(({ at }) => at)).toEqual([
          toInstant(context.timestamp),
        ]);
        expect(conclusionIn(facts)).toBe(subject.content.outcome);
        expect(conclusionIn(expected)).toBe(subject.content.outcome);
      },
    );

    it.each(orNone(followed.filter(file => file.startsWith('branch/'))))(
      'have one branch and one time of its head: %s',
      async file => {
        const payload = read('inputs', file);
        const facts = factsIn(await deliver(eventOf(file), payload));
        const [branch] = await factsOfExpected(file);
        const [, repository, name] =
          /^branch:(.+)@(.+)$/.exec(branch.subject) ?? [];
        const head = `commit:${repository}@${payload.after}`;
        const ofHead = facts.filter(({ subject }) => subject === head);
        expect(ofHead.map(({ at }) => at)).toContain(branch.at);
        expect(
          ofHead.flatMap(({ attributes }) => Object.values(attributes)),
        ).toContainEqual(
          expect.objectContaining({ branch: name, after: payload.after }),
        );
      },
    );
  },
);
