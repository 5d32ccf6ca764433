import { ASSUMED, Assumptions } from '../assumptions';
import { markdownTable } from '../markdown';
import { Measured } from '../measured';
import { sizingFor } from '../sizing';
import { number } from './format';

/** What is assumed. */
export function assumptionsTable(assumed: Assumptions): string {
  return markdownTable(
    [{ head: 'assumption' }, number('value'), { head: 'says' }],
    ASSUMED.map(({ name, says }) => [
      `\`${name}\``,
      String(assumed[name]),
      says,
    ]),
  );
}

/** What is doubled to see what the answer hangs on. */
const DOUBLED = [
  'pullRequestsPerDeveloperDay',
  'pushesPerPullRequest',
  'jobsPerPush',
  'workflowsPerPush',
  'externalChecksPerPush',
  'reviewsPerPullRequest',
  'repositoriesPerDeveloper',
] as const;

/** What the answer hangs on. */
export function sensitivityTable(
  assumed: Assumptions,
  measured: Measured,
): string {
  const base = sizingFor(600, assumed, measured);
  const more = (value: number, before: number) =>
    `${value < before ? '' : '+'}${((value / before - 1) * 100).toFixed(0)} %`;
  return markdownTable(
    [
      { head: 'twice as much' },
      number('deliveries a day'),
      number('PostgreSQL after a year'),
      number('points of the API, busy run'),
    ],
    DOUBLED.map(name => {
      const other = sizingFor(
        600,
        { ...assumed, [name]: assumed[name] * 2 },
        measured,
      );
      return [
        `\`${name}\``,
        more(other.deliveries.total, base.deliveries.total),
        more(other.database.year.total, base.database.year.total),
        more(other.api.busy.graphqlPoints, base.api.busy.graphqlPoints),
      ];
    }),
  );
}
