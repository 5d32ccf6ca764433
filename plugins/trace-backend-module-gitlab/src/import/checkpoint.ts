import { ImportCheckpoint, ImportRun } from '@throughline/plugin-trace-node';
import { ResourceId } from './resources';
import { Limit } from './resources/types';

/** A run that is not complete. */
export interface RunState extends ImportRun<ResourceId> {
  /** Pipelines whose jobs were read. */
  pipelinesRead: number;
  refused: ResourceId[];
  /** How often not everything was listed, and of what first. */
  limited: Partial<Record<Limit, { count: number; first: string }>>;
}

/** All that is kept between two writes. */
export interface Checkpoint extends ImportCheckpoint<RunState> {
  /** What the last complete run could not read. */
  refused: ResourceId[];
}
