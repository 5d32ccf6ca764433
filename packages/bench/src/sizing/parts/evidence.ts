import { Assumptions } from '../assumptions';
import { checkAgainstMonth, Compared } from '../check';
import { costsOf } from '../costs';
import { deliveriesPerDay } from '../deliveries';
import { EVENTS } from '../events';
import { markdownTable } from '../markdown';
import { Measured, Sample } from '../measured';
import { capacityOf } from '../throughput';
import { kilobytes, megabytes, number, percent, rounded, sum } from './format';

/** What a developer makes GitHub send. */
export function deliveriesTable(
  assumed: Assumptions,
  measured: Measured,
): string {
  const perDay = deliveriesPerDay(assumed, 1);
  const all = sum(EVENTS.map(event => perDay[event]));
  return markdownTable(
    [
      { head: 'event' },
      number('a developer and working day'),
      number('share'),
      number('as sent'),
      number('stored'),
      number('examples'),
    ],
    EVENTS.map(event => {
      const { rawBytes, storedBytes, examples } = measured.sizes[event];
      return [
        `\`${event}\``,
        perDay[event].toFixed(2),
        percent(perDay[event] / all),
        kilobytes(rawBytes),
        kilobytes(storedBytes),
        String(examples),
      ];
    }),
  );
}

/** What a delivery costs in PostgreSQL. */
export function costsTable(measured: Measured): string {
  const rows = Object.entries(costsOf(measured.runs)).filter(
    ([group]) => group !== 'revisions',
  );
  const line = (name: string, values: [number, number]) => [
    name,
    ...values.map(rounded),
  ];
  return markdownTable(
    [
      { head: 'tables, with indexes' },
      number('bytes a delivery about a change'),
      number('bytes a delivery about a check'),
    ],
    [
      ...rows.map(([group, { perChange, perCheck }]) =>
        line(group, [perChange, perCheck]),
      ),
      line('together', [
        sum(rows.map(([, { perChange }]) => perChange)),
        sum(rows.map(([, { perCheck }]) => perCheck)),
      ]),
    ],
  );
}

/** About so many samples of each run are shown. */
const SHOWN = 5;

function thinned(samples: Sample[]): Sample[] {
  const every = Math.ceil(samples.length / SHOWN);
  const last = samples.length - 1;
  return samples.filter((_, index) => (last - index) % every === 0);
}

/** How the database grew, part after part. */
export function growthTable(measured: Measured): string {
  return markdownTable(
    [
      { head: 'run' },
      number('deliveries'),
      number('database, without what it was before'),
      number('a delivery'),
    ],
    [...measured.runs, measured.month].flatMap(({ name, samples, empty }) =>
      thinned(samples).map(({ events, tables }) => {
        const count = sum(Object.values(events));
        const bytes = sum(Object.values(tables)) - sum(Object.values(empty));
        return [
          name,
          rounded(count),
          megabytes(bytes),
          `${rounded(bytes / count)} bytes`,
        ];
      }),
    ),
  );
}

/** What was foretold of the month, and what it was. */
export function checkTable(assumed: Assumptions, measured: Measured): string {
  const amount = ({ unit }: Compared, value: number) =>
    unit === 'bytes' ? megabytes(value) : rounded(value);
  return markdownTable(
    [
      { head: 'of the generated month' },
      number('predicted'),
      number('measured'),
      number('deviation'),
    ],
    checkAgainstMonth(assumed, measured).map(line => [
      line.what,
      amount(line, line.predicted),
      amount(line, line.measured),
      percent(line.deviation),
    ]),
  );
}

/** What was measured on what. */
export function originTable(measured: Measured): string {
  const { accepted, visible } = capacityOf(measured);
  const { revisions } = measured;
  return markdownTable(
    [{ head: 'measured' }, { head: 'value' }],
    [
      ['on', `${measured.date}, ${measured.machine}`],
      [
        'with',
        `the portal built from \`${measured.commit}\`, Node ${measured.node}, PostgreSQL ${measured.postgresql}`,
      ],
      ['accepted by one replica', `${rounded(accepted)} deliveries a second`],
      ['sent until all can be read', `${rounded(visible)} deliveries a second`],
      [
        'row of the inbox without its body',
        `${rounded(measured.expiredRowBytes)} bytes`,
      ],
      [
        'revisions of the unified view',
        `${revisions.revisions} of ${
          revisions.changes
        } deliveries about changes, ${rounded(revisions.bytesEach)} bytes each`,
      ],
    ],
  );
}
