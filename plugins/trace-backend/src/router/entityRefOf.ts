import { stringifyEntityRef } from '@backstage/catalog-model';
import { parse, textParameter } from '@throughline/backend-kit';
import { z } from 'zod';

const entityParameters = z.object({
  kind: textParameter(100),
  namespace: textParameter(100),
  name: textParameter(200),
});

/** Lower case, as refs are written: the catalog does not tell cases apart. */
export function entityRefOf(params: unknown): string {
  return stringifyEntityRef(parse(entityParameters, params));
}
