import { createRandom } from '../random';

/** What a CI job uploads after its tests ran. */
export interface TestReport {
  repository: string;
  sha: string;
  features: string[];
  /** How many tests there are. */
  tests: number;
  at: number;
  /** Indexes of tests that fail. */
  failing: number[];
}

const CLAIMS = [
  'accepts the usual case',
  'refuses an empty value',
  'keeps the order',
  'survives a retry',
  'reports the field at fault',
  'leaves other shoppers alone',
  'rounds to the cent',
  'works without a session',
];

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;');
}

/** The name of the n-th test of a suite. */
export function testName(features: string[], index: number): string {
  const round = Math.floor(index / (features.length * CLAIMS.length));
  const claim = CLAIMS[Math.floor(index / features.length) % CLAIMS.length];
  return round === 0 ? claim : `${claim} (${round + 1})`;
}

/** JUnit XML, one suite a feature. */
export function junitXml(report: TestReport): string {
  const random = createRandom(`junit/${report.sha}`);
  const suites = report.features.map((feature, position) => {
    const cases: string[] = [];
    let failures = 0;
    let seconds = 0;
    for (
      let index = position;
      index < report.tests;
      index += report.features.length
    ) {
      const time = random.between(1, 400) / 1000;
      seconds += time;
      const attributes = `name="${escape(
        testName(report.features, index),
      )}" classname="${escape(feature)}" time="${time.toFixed(3)}"`;
      if (report.failing.includes(index)) {
        failures++;
        cases.push(
          `    <testcase ${attributes}><failure message="expected 200, got 503" type="AssertionError">expected 200, got 503</failure></testcase>`,
        );
      } else {
        cases.push(`    <testcase ${attributes}/>`);
      }
    }
    return [
      `  <testsuite name="${escape(feature)}" tests="${
        cases.length
      }" failures="${failures}" errors="0" skipped="0" time="${seconds.toFixed(
        3,
      )}" timestamp="${new Date(report.at).toISOString().slice(0, 19)}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escape(
    report.repository,
  )}">\n${suites.join('\n')}\n</testsuites>\n`;
}
