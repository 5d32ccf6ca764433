import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NodeResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { NodeReader } from '../service/NodeReader';
import { MAX_KEY, parse, textParameter } from '@throughline/backend-kit';

const nodeParameters = z.object({ id: textParameter(MAX_KEY) });

/** `GET /nodes/:id`: one node of the graph, with its edges and their evidence. */
export function createNodesRouter(options: {
  httpAuth: HttpAuthService;
  nodes: NodeReader;
}): Router {
  const { httpAuth, nodes } = options;
  const router = PromiseRouter();

  router.get('/nodes/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { id } = parse(nodeParameters, req.params);
    const response: NodeResponse = await nodes.read(id, credentials);
    res.json(response);
  });
  return router;
}
