import { CliError, EXIT } from '../exit';
import { Portal, PortalRequest } from './Portal';

/** What the portal says of a delivery that it has stored. */
export interface Stored {
  deliveryId: string;
  /** It had been stored before. */
  duplicate: boolean;
}

/**
 * Sends something to one of the portal's doors, `POST /api/trace/ingest/…`.
 *
 * @throws CliError
 */
export async function sendDelivery(
  portal: Portal,
  door: { source: string; secret: string | undefined },
  request: Pick<PortalRequest, 'body' | 'query'>,
): Promise<Stored> {
  const { source, secret } = door;
  const answer = await portal.send({
    path: ['api', 'trace', 'ingest', source],
    credential: secret,
    meaning: {
      notFound: `The portal has no door "${source}". Configure trace.sources.${source} there, or name another one with --source.`,
      credential: secret
        ? `Is --secret (or THROUGHLINE_SECRET) one of trace.sources.${source}.secrets in the portal's config?`
        : `Give --secret or THROUGHLINE_SECRET: one of trace.sources.${source}.secrets in the portal's config.`,
    },
    ...request,
  });
  const { deliveryId, duplicate } = (answer ?? {}) as Partial<Stored>;
  if (typeof deliveryId !== 'string' || typeof duplicate !== 'boolean') {
    throw new CliError(
      EXIT.refused,
      'The portal did not say that it stored the delivery; is it the address of a backend with the trace plugin?',
    );
  }
  return { deliveryId, duplicate };
}
