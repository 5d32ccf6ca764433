import {
  Authorship,
  FlowGroup,
  FlowStage,
  FlowWeek,
} from '@throughline/plugin-trace-common';
import { ReportFigures } from '../figures';
import { creationAgainstDelivery } from './chart';
import { Markup, markup } from './markup';
import { STYLES } from './styles';
import { day, duration, percent, STAGE_WORDS, WRITTEN_WORDS } from './words';

const GAP_WORDS: Record<string, string> = {
  'no-ticket': 'No ticket is named as what it is about',
  'no-review': 'Nobody approved it',
  'no-test-evidence': 'No check of its last commit had ended',
  'no-deployment': 'Nothing says when it was delivered',
};

const TREND_WORDS: Record<FlowStage['trend'], string> = {
  growing: '▲ growing',
  shrinking: '▼ shrinking',
  steady: 'no real change',
};

const total = (counts: Record<Authorship, number>) =>
  Object.values(counts).reduce((a, b) => a + b, 0);

const rate = (perWeek: number) => Number(perWeek.toFixed(1));

/**
 * Weeks that are read in full. Of a part of a week it looks as if everything
 * fell, so it is left out as long as there is another with something in it.
 */
function shownWeeks({ flow, period }: ReportFigures): FlowWeek[] {
  const read = flow.weeks.filter(({ start }) => start >= day(period.from));
  const full = read.filter(({ partial }) => !partial);
  return full.some(({ created }) => total(created) > 0) ? full : read;
}

/** The one sentence on top: what grows, or that nothing does. */
function verdict({ flow, period }: ReportFigures): Markup {
  const { bottleneck, weeks } = flow;
  const created = weeks.reduce((sum, week) => sum + total(week.created), 0);
  if (created === 0) {
    return markup`No change was made in these ${period.days} days.`;
  }
  if (weeks.every(week => week.partial || total(week.created) === 0)) {
    return markup`Its changes are of less than a week: too short a time to tell which queue grows.`;
  }
  if (!bottleneck) {
    return markup`Nothing waits long enough to hold anything up.`;
  }
  const { stage, perWeek, queue, oldestSince, stay } = bottleneck;
  const name = STAGE_WORDS[stage];
  if (bottleneck.because === 'longest') {
    return markup`No queue grows. Changes wait longest in <strong>${name.toLowerCase()}</strong>: half of them for more than ${duration(
      stay,
    )}.`;
  }
  const oldest = oldestSince
    ? `, the oldest for ${duration(
        (Date.parse(period.to) - Date.parse(oldestSince)) / 1000,
      )}`
    : '';
  return markup`<strong>${name}</strong> is the bottleneck: ${rate(
    perWeek.arrivals,
  )} in and ${rate(
    perWeek.departures,
  )} out a week, ${queue} waiting now${oldest}.`;
}

function tiles({ flow }: ReportFigures): Markup {
  const metric = (id: string) =>
    flow.metrics.find(value => value.id === id && value.definition === 'dora');
  const lead = metric('change-lead-time');
  const review = metric('review-latency');
  const tile = (value: string, what: string, why: string) =>
    markup`<li><strong>${value}</strong>${what}<div class="quiet">${why}</div></li>`;
  return markup`<ul class="tiles">${[
    flow.coding &&
      tile(
        percent(flow.coding.share),
        'of the lead time is coding',
        `the rest is review, waiting and delivery; of ${flow.coding.changes} changes`,
      ),
    tile(
      duration(lead?.value),
      'from first commit to delivered',
      `median of ${lead?.denominator ?? 0} changes`,
    ),
    tile(
      duration(review?.value),
      'until the first review',
      `median of ${review?.denominator ?? 0} changes`,
    ),
  ]}</ul>`;
}

function weeksTable(weeks: FlowWeek[]): Markup {
  return markup`<details><summary>The same as a table</summary><div class="scroll"><table>
<thead><tr><th>Week of</th><th class="number">Created</th><th class="number">Delivered</th></tr></thead>
<tbody>${weeks.map(
    week =>
      markup`<tr><td>${week.start}</td><td class="number">${total(
        week.created,
      )}</td><td class="number">${total(week.delivered)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

/** A queue that nothing is known to leave would only ever grow. */
function notCounted({
  count,
  entities,
}: NonNullable<FlowStage['leftOut']>): Markup {
  const changes = count === 1 ? '1 change' : `${count} changes`;
  const repositories =
    entities === 1 ? '1 repository' : `${entities} repositories`;
  return markup`<p class="quiet">${changes} of ${repositories} may wait to be delivered and are not counted: no delivery was seen there in this time.</p>`;
}

function stagesTable(stages: FlowStage[], to: string): Markup {
  const since = (instant?: string) =>
    instant ? duration((Date.parse(to) - Date.parse(instant)) / 1000) : '–';
  return markup`<div class="scroll"><table>
<thead><tr><th>Stage</th><th class="number">In it now</th><th class="number">Oldest</th><th class="number">In a week</th><th class="number">Out a week</th><th>Queue</th><th class="number">Median stay</th></tr></thead>
<tbody>${stages.map(
    ({ stage, queue, oldestSince, perWeek, trend, stay, waiting }) =>
      markup`<tr><td>${
        STAGE_WORDS[stage]
      }</td><td class="number">${queue}</td><td class="number">${since(
        oldestSince,
      )}</td><td class="number">${rate(
        perWeek.arrivals,
      )}</td><td class="number">${rate(perWeek.departures)}</td><td>${
        waiting ? TREND_WORDS[trend] : '–'
      }</td><td class="number">${duration(stay?.p50)}</td></tr>`,
  )}</tbody></table></div>${stages.map(({ leftOut }) =>
    leftOut ? notCounted(leftOut) : undefined,
  )}`;
}

function writtenTable(written: Record<Authorship, FlowGroup>): Markup {
  return markup`<div class="scroll"><table>
<thead><tr><th>Written by</th><th class="number">Changes</th><th class="number">Lead time</th><th class="number">Until the first review</th><th class="number">Changed again within 21 d</th></tr></thead>
<tbody>${(Object.keys(WRITTEN_WORDS) as Authorship[]).map(
    how =>
      markup`<tr><td>${WRITTEN_WORDS[how]}</td><td class="number">${
        written[how].changes
      }</td><td class="number">${duration(
        written[how].leadTime,
      )}</td><td class="number">${duration(
        written[how].reviewLatency,
      )}</td><td class="number">${percent(written[how].churn)}</td></tr>`,
  )}</tbody></table></div>`;
}

function coverage({ coverage: of }: ReportFigures): Markup {
  if (of.delivered === 0) {
    return markup`<p>No change is known to have been delivered in this time, so there is nothing to trace.</p>`;
  }
  return markup`<p><strong>${percent(of.whole / of.delivered)}</strong> of ${
    of.delivered
  } delivered changes can be followed from a ticket to their delivery: ${
    of.whole
  } are whole. Bots' and reverts are not asked for a ticket.</p>
<ul>${of.gaps.map(
    ({ reason, count }) =>
      markup`<li>${GAP_WORDS[reason] ?? reason}: ${count}</li>`,
  )}</ul>`;
}

/** The report as one page that needs nothing else. */
export function reportPage(figures: ReportFigures): string {
  const { flow, period, repositories, version } = figures;
  const weeks = shownWeeks(figures);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Where work piles up</title>
<style>${new Markup(STYLES)}</style>
</head>
<body>
<main>
<h1>Where work piles up</h1>
<p class="quiet">${repositories.map(({ name }) => name).join(', ')} · ${day(
    period.from,
  )} to ${day(period.to)}</p>
<p class="verdict">${verdict(figures)}</p>
${tiles(figures)}
<section>
<h2>Created and delivered</h2>
<p class="quiet">Changes opened a week against changes delivered a week. What lies between the lines waits somewhere.</p>
<div class="scroll">${creationAgainstDelivery(weeks)}</div>
${weeksTable(weeks)}
</section>
<section>
<h2>Where it waits</h2>
<p class="quiet">A queue is said to grow or to shrink only where the last full weeks differ by more than chance would make them differ in one of twenty cases.</p>
${stagesTable(flow.stages, period.to)}
</section>
<section>
<h2>How changes are written</h2>
<p class="quiet">By accounts, branches, labels and trailers that agents and assistants leave. “None seen” is not “by hand”: not everything leaves a sign.</p>
${writtenTable(flow.written)}
</section>
<section>
<h2>Traceability</h2>
${coverage(figures)}
</section>
<footer class="quiet">
<p>${repositories.map(
    ({ name, changes, notes }) =>
      markup`<span>${name}: ${changes.length} changes read. ${notes.join(
        ' ',
      )}</span><br>`,
  )}</p>
<p>Made with Throughline ${version} on ${day(
    period.to,
  )}. Medians are medians; bots' changes are left out of lead time and review. Nothing was stored, and no figure is about a person.</p>
</footer>
</main>
</body>
</html>
`.text;
}
