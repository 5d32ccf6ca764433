import { lazy, Suspense } from 'react';

const SparklineChart = lazy(() => import('./SparklineChart'));

/** Size of every sparkline, in pixels. */
export const SPARKLINE = { width: 112, height: 28 };

/** How a number went, without axes: decoration beside the number itself. */
export function Sparkline(props: { series: Array<number | null> }) {
  return (
    <div aria-hidden="true" style={SPARKLINE}>
      <Suspense fallback={null}>
        <SparklineChart {...props} />
      </Suspense>
    </div>
  );
}
