import { FlowWeek } from '@throughline/plugin-trace-common';
import { scaleLinear } from 'victory-vendor/d3-scale';
import { area, line } from 'victory-vendor/d3-shape';
import { Markup, markup } from './markup';

const WIDTH = 720;
const HEIGHT = 240;
const MARGIN = { top: 16, right: 104, bottom: 28, left: 40 };

const sum = (numbers: Record<string, number>) =>
  Object.values(numbers).reduce((a, b) => a + b, 0);

/** Where two labels at the line's end may stand without touching. */
function apart(a: number, b: number): [number, number] {
  const gap = 16;
  const away = gap - Math.abs(a - b);
  if (away <= 0) return [a, b];
  return a <= b ? [a - away / 2, b + away / 2] : [a + away / 2, b - away / 2];
}

/**
 * Creation against delivery on one axis, so that the gap is what the eye sees.
 * Lines differ by dashes and names as well as by colour.
 */
export function creationAgainstDelivery(weeks: FlowWeek[]): Markup {
  const points = weeks.map(({ start, created, delivered }) => ({
    start,
    created: sum(created),
    delivered: sum(delivered),
  }));
  const x = scaleLinear()
    .domain([0, Math.max(1, points.length - 1)])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const most = Math.max(
    1,
    ...points.map(({ created, delivered }) => Math.max(created, delivered)),
  );
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const path = (of: 'created' | 'delivered') =>
    line<(typeof points)[number]>(
      (_, index) => x(index),
      point => y(point[of]),
    )(points) ?? '';
  const gap =
    area<(typeof points)[number]>(
      (_, index) => x(index),
      point => y(point.delivered),
      point => y(point.created),
    )(points) ?? '';
  const last = points.at(-1);
  const [createdAt, deliveredAt] = apart(
    y(last?.created ?? 0),
    y(last?.delivered ?? 0),
  );
  const end = WIDTH - MARGIN.right + 8;
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="gap-title">
<title id="gap-title">Changes created and delivered a week; the same numbers are in the table below.</title>
${y
  .ticks(4)
  .map(
    tick =>
      markup`<g class="tick"><line x1="${MARGIN.left}" x2="${
        WIDTH - MARGIN.right
      }" y1="${y(tick)}" y2="${y(tick)}"/><text x="${MARGIN.left - 8}" y="${
        y(tick) + 4
      }" text-anchor="end">${tick}</text></g>`,
  )}
${points
  .filter((_, index) => index % 4 === 0)
  .map(
    (point, index) =>
      markup`<text class="week" x="${x(index * 4)}" y="${
        HEIGHT - 8
      }" text-anchor="middle">${point.start.slice(5)}</text>`,
  )}
<path class="gap" d="${gap}"/>
<path class="created" d="${path('created')}"/>
<path class="delivered" d="${path('delivered')}"/>
<text class="created-name" x="${end}" y="${createdAt + 4}">created</text>
<text class="delivered-name" x="${end}" y="${deliveredAt + 4}">delivered</text>
</svg>`;
}
