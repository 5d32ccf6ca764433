import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parse, textParameter } from '@throughline/backend-kit';
import { z } from 'zod';

const entityParameters = z.object({
  kind: textParameter(100),
  namespace: textParameter(100),
  name: textParameter(200),
});

/** The entity of a path, in lower case: the catalog does not tell cases apart. */
export function entityRefOf(params: unknown): string {
  return stringifyEntityRef(parse(entityParameters, params));
}

/**
 * A full entity ref from what a caller sent, in lower case.
 *
 * @throws InputError naming the field
 */
export function readEntityRef(field: string, text: string): string {
  try {
    return stringifyEntityRef(parse(entityParameters, parseEntityRef(text)));
  } catch {
    throw new InputError(
      `${field}: expected an entity ref such as component:default/checkout`,
    );
  }
}
