import { Fact, storableText } from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent, referenceTo } from '../event';
import { digestOf, ownKey, pageAddress, words } from './fact';

const MAX_NAME = 500;
const RANKS: Record<string, number> = {
  queued: 0,
  started: 1,
  finished: 2,
  skipped: 2,
};

const named = (text: string | undefined) =>
  text ? storableText(text, MAX_NAME) : undefined;

/** What suites and cases have in common: how far they are, and how it went. */
function stageOf({ name, content }: CdEvent, at: string) {
  const stage = name.split('.')[1];
  return {
    rank: RANKS[stage],
    registers: {
      status: stage,
      [`${stage}At`]: at,
      outcome: content.outcome,
      environment: named(content.environment?.id),
    },
  };
}

/**
 * `testsuiterun.*`: without a commit and without counts, so the graph takes no
 * evidence from it.
 */
export function testSuiteRunFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const { rank, registers } = stageOf(event, at);
  const suite = content.testSuite;
  return [
    fact(
      ownKey('testSuiteRun', subject),
      at,
      { suite: named(suite?.name) ?? named(suite?.id), ...registers },
      rank,
    ),
  ];
}

/** `testcaserun.*` */
export function testCaseRunFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const { rank, registers } = stageOf(event, at);
  const { testCase, testSuiteRun } = content;
  return [
    fact(
      ownKey('testCaseRun', subject),
      at,
      {
        name: named(testCase?.name) ?? named(testCase?.id),
        type: testCase?.type,
        partOf:
          testSuiteRun &&
          ownKey('testSuiteRun', referenceTo(testSuiteRun, event)),
        ...registers,
      },
      rank,
    ),
  ];
}

/** `testoutput.published`: of the test case it is of, where that is said. */
export function testOutputFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const of = content.testCaseRun && referenceTo(content.testCaseRun, event);
  return [
    fact(of ? ownKey('testCaseRun', of) : ownKey('testOutput', subject), at, {
      [`output:${digestOf(subject.source, subject.id)}`]: {
        type: content.outputType,
        format: words(content.format),
        url: pageAddress(content.uri),
        at,
      },
    }),
  ];
}
