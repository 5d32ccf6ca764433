import { short } from '../../figures/numbers';
import { DatabaseSize } from '../database';
import { markdownTable } from '../markdown';
import { Sizing } from '../sizing';
import { gigabytes, number, percent, rounded } from './format';

/** The answer, on one screen. */
export function answerTable(sizings: Sizing[]): string {
  const row = (head: string, of: (sizing: Sizing) => string) => [
    head,
    ...sizings.map(of),
  ];
  return markdownTable(
    [
      { head: 'developers' },
      ...sizings.map(({ developers }) => number(rounded(developers))),
    ],
    [
      row('deliveries a working day', ({ deliveries }) =>
        rounded(deliveries.total),
      ),
      row('as they are sent, a working day', ({ bytes }) =>
        gigabytes(bytes.raw),
      ),
      row('as the inbox stores them, a working day', ({ bytes }) =>
        gigabytes(bytes.stored),
      ),
      row('deliveries a second, busiest hour', ({ throughput }) =>
        short(throughput.peakHour),
      ),
      row('deliveries a second, busiest minute', ({ throughput }) =>
        short(throughput.peakMinute),
      ),
      row('the graph is made so much of the busiest hour', ({ throughput }) =>
        percent(throughput.projecting),
      ),
      row('replicas the load needs', ({ throughput }) =>
        rounded(throughput.replicasForLoad),
      ),
      row('replicas to run', ({ throughput }) => rounded(throughput.replicas)),
      row('calls of the API a day, every hour, nothing new', ({ api }) =>
        rounded(api.perDay.quiet),
      ),
      row('the same, something new of everything each time', ({ api }) =>
        rounded(api.perDay.busy),
      ),
      row('reconcile every … hours: below half the limits even so', ({ api }) =>
        rounded(api.frequencyHours.organisation),
      ),
      row('the same on Enterprise Cloud', ({ api }) =>
        rounded(api.frequencyHours.enterprise),
      ),
      row('first import, hours by the limits alone', ({ api }) =>
        short(api.importHours.organisation),
      ),
      row('PostgreSQL after a month', ({ database }) =>
        gigabytes(database.month.total),
      ),
      row('PostgreSQL after a year', ({ database }) =>
        gigabytes(database.year.total),
      ),
      row('PostgreSQL after three years', ({ database }) =>
        gigabytes(database.years.total),
      ),
    ],
  );
}

/** What PostgreSQL holds, part by part. */
export function databaseTable(sizings: Sizing[]): string {
  const parts: Array<[keyof DatabaseSize, string]> = [
    ['bodies', 'bodies, 30 days'],
    ['deliveries', 'that a delivery came'],
    ['facts', 'facts'],
    ['graph', 'graph, chains, rollouts'],
    ['revisions', 'revisions, 90 days'],
    ['total', 'together'],
  ];
  const spans = [
    ['a month', 'month'],
    ['a year', 'year'],
    ['three years', 'years'],
  ] as const;
  return markdownTable(
    [
      { head: 'developers' },
      { head: 'after' },
      ...parts.map(([, head]) => number(head)),
    ],
    sizings.flatMap(sizing =>
      spans.map(([words, span]) => [
        rounded(sizing.developers),
        words,
        ...parts.map(([part]) => gigabytes(sizing.database[span][part])),
      ]),
    ),
  );
}

/** What is asked of GitHub. */
export function apiTable(sizings: Sizing[]): string {
  return markdownTable(
    [
      { head: 'developers' },
      number('repositories'),
      number('points a run, nothing new'),
      number('everything new'),
      number('REST calls a run'),
      number('points of the first import'),
      number('REST calls of it'),
      number('hours, organisation'),
      number('hours, Enterprise Cloud'),
    ],
    sizings.map(({ developers, api: calls }) => [
      rounded(developers),
      rounded(calls.repositories),
      rounded(calls.quiet.graphqlPoints),
      rounded(calls.busy.graphqlPoints),
      rounded(calls.busy.restCalls),
      rounded(calls.imported.graphqlPoints),
      rounded(calls.imported.restCalls),
      short(calls.importHours.organisation),
      short(calls.importHours.enterprise),
    ]),
  );
}
