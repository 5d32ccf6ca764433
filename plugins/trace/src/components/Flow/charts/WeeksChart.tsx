import { useId } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { weekText } from '../../../hooks/useUnits';
import { WeekPoint } from '../weekPoints';
import styles from './charts.module.css';

const AXIS = { stroke: 'var(--bui-border-2)' };
const TICK = { fill: 'var(--throughline-fg-quiet)', fontSize: 12 };

/**
 * Opened and delivered on one axis, with the gap between them hatched. Loaded
 * when it is needed, because the charts are larger than the rest of the page.
 */
export default function WeeksChart(props: {
  points: WeekPoint[];
  /** What the axis reaches, so that charts beside each other can be compared. */
  top: number;
  label: string;
  names: { opened: string; delivered: string };
  height: number;
}) {
  const { points, top, label, names, height } = props;
  const hatch = useId();
  return (
    <ResponsiveContainer
      width="100%"
      height={height}
      initialDimension={{ width: 320, height }}
    >
      <ComposedChart
        data={points}
        title={label}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        className={styles.chart}
      >
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternTransform="rotate(-45)"
            patternUnits="userSpaceOnUse"
          >
            <rect
              width="6"
              height="6"
              fill="var(--throughline-fg-attention)"
              fillOpacity="0.14"
            />
            <line
              y2="6"
              stroke="var(--throughline-fg-attention)"
              strokeWidth="2"
              strokeOpacity="0.6"
            />
          </pattern>
        </defs>
        <CartesianGrid
          vertical={false}
          stroke="var(--bui-border-1)"
          strokeDasharray="2 4"
        />
        <XAxis
          dataKey="start"
          tickFormatter={weekText}
          tick={TICK}
          axisLine={AXIS}
          tickLine={false}
          minTickGap={28}
        />
        <YAxis
          domain={[0, 'auto']}
          allowDecimals={false}
          tick={TICK}
          axisLine={false}
          tickLine={false}
          width={32}
        />
        <ReferenceLine y={top} stroke="none" ifOverflow="extendDomain" />
        <Area
          dataKey="gap"
          type="monotone"
          stroke="none"
          fill={`url(#${hatch})`}
          activeDot={false}
          isAnimationActive={false}
          tooltipType="none"
        />
        <Line
          dataKey="opened"
          name={names.opened}
          type="monotone"
          stroke="var(--bui-fg-primary)"
          strokeWidth={2}
          strokeDasharray="5 3"
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="delivered"
          name={names.delivered}
          type="monotone"
          stroke="var(--throughline-focus)"
          strokeWidth={2.5}
          dot={false}
          isAnimationActive={false}
        />
        <Tooltip
          labelFormatter={start => weekText(String(start))}
          cursor={{ stroke: 'var(--throughline-fg-quiet)' }}
          wrapperClassName={styles.tooltip}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
