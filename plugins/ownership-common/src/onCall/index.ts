export { gapsOf, onCallAt } from './onCallAt';
export { shiftsOfRotation } from './rotation';
export type {
  DutyHours,
  Rotation,
  RotationLayer,
  RotationOverride,
} from './rotation';
export type { Contact, LevelOnCall, Shift, Span } from './types';
