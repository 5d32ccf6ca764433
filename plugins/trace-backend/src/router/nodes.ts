import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NodeResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { NodeReader } from '../service/NodeReader';

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
    const response: NodeResponse = await nodes.read(req.params.id, credentials);
    res.json(response);
  });
  return router;
}
