import {
  AuthService,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { DirtyRequest } from '@throughline/plugin-context-common';

/** Tells the context backend that what a plugin would answer has changed. */
export interface ContextSignal {
  /**
   * A signal that is lost costs freshness and never truth: context asks again
   * on a schedule. So a caller may go on when this fails.
   *
   * @param request - a section of the calling plugin, and at most 1,000 refs
   * @throws ResponseError when context refuses it or is not installed
   */
  markDirty(request: DirtyRequest): Promise<void>;
}

/** Asks over HTTP, as the plugin itself. */
class HttpContextSignal implements ContextSignal {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly auth: AuthService,
  ) {}

  async markDirty(request: DirtyRequest): Promise<void> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'context',
    });
    const url = `${await this.discovery.getBaseUrl('context')}/dirty`;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
  }
}

/** Service by which a backend plugin tells context what to ask again. */
export const contextSignalServiceRef = createServiceRef<ContextSignal>({
  id: 'throughline.context.signal',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { discovery: coreServices.discovery, auth: coreServices.auth },
      factory: ({ discovery, auth }) => new HttpContextSignal(discovery, auth),
    }),
});
