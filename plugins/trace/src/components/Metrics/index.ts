export { Metrics } from './Metrics';
export { MetricTiles } from './MetricTiles';
