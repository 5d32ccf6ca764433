import { StatusShape } from '@throughline/plugin-context-react';
import { DeliveryStatus } from '@throughline/plugin-trace-common';

/** The shape of what became of a delivery. */
export const DELIVERY_SHAPES: Record<DeliveryStatus, StatusShape> = {
  received: 'unknown',
  projected: 'ok',
  ignored: 'unknown',
  failed: 'blocked',
};
