import { CustomErrorBase } from '@backstage/errors';

/** The body is larger than the config allows: HTTP 413. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  /** Read by Backstage's error middleware. */
  readonly statusCode = 413;
}

/** The body is encoded in a way that is not accepted: HTTP 415. */
export class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
  /** Read by Backstage's error middleware. */
  readonly statusCode = 415;
}
