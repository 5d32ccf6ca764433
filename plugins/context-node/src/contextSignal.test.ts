import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import express from 'express';
import { ContextSignal, contextSignalServiceRef } from './contextSignal';

/** The signal as a plugin gets it, and a context backend that answers so. */
async function withSignal(
  answer: express.RequestHandler,
  test: (signal: ContextSignal) => Promise<void>,
): Promise<void> {
  let signal: ContextSignal | undefined;
  const rota = createBackendPlugin({
    pluginId: 'rota',
    register(env) {
      env.registerInit({
        deps: { context: contextSignalServiceRef },
        async init({ context }) {
          signal = context;
        },
      });
    },
  });
  const context = createBackendPlugin({
    pluginId: 'context',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use(express.json());
          httpRouter.use(answer);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [rota, context, mockServices.rootConfig.factory()],
  });
  try {
    await test(signal!);
  } finally {
    await backend.stop();
  }
}

const request = {
  sectionId: 'rota',
  entityRefs: ['component:default/checkout'],
};

describe('contextSignalServiceRef', () => {
  it('tells the context backend, as the plugin itself', async () => {
    const seen = jest.fn();
    await withSignal(
      (req, res) => {
        seen(req.method, req.path, req.body, req.headers.authorization);
        res.status(202).end();
      },
      async signal => {
        await signal.markDirty(request);
      },
    );
    expect(seen).toHaveBeenCalledTimes(1);
    const [method, path, body, authorization] = seen.mock.calls[0];
    expect({ method, path, body }).toEqual({
      method: 'POST',
      path: '/dirty',
      body: request,
    });
    expect(authorization).toContain('"sub":"plugin:rota"');
    expect(authorization).toContain('"target":"context"');
  });

  it('says why context refuses it', async () => {
    await withSignal(
      (_req, res) => {
        res.status(400).json({
          error: { name: 'InputError', message: 'entityRefs: expected' },
          response: { statusCode: 400 },
        });
      },
      async signal => {
        await expect(signal.markDirty(request)).rejects.toThrow(
          'Request failed with 400 Bad Request',
        );
      },
    );
  });
});
