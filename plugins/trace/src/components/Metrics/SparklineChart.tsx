import { Line, LineChart, YAxis } from 'recharts';
import { SPARKLINE } from './Sparkline';

/** A line with holes where there is nothing to tell from. */
export default function SparklineChart(props: {
  series: Array<number | null>;
}) {
  return (
    <LineChart
      {...SPARKLINE}
      data={props.series.map(value => ({ value }))}
      margin={{ top: 3, right: 3, bottom: 3, left: 3 }}
      accessibilityLayer={false}
    >
      <YAxis hide domain={[0, 'dataMax']} />
      <Line
        dataKey="value"
        type="linear"
        stroke="var(--throughline-focus)"
        strokeWidth={1.5}
        // A week between two without data would have no line.
        dot={{ r: 1, strokeWidth: 0, fill: 'var(--throughline-focus)' }}
        activeDot={false}
        connectNulls={false}
        isAnimationActive={false}
      />
    </LineChart>
  );
}
