import { canSee } from '../../access/Access';
import { notFound } from '../errors';
import { checkMayRead, GraphqlContext } from '../GraphqlContext';
import { deploymentNode } from './deployment';

/** A node by its global id, of which the player knows those of deployments. */
export function nodeById(
  context: GraphqlContext,
  id: string,
): Record<string, unknown> {
  for (const repository of context.organisation.repositories) {
    const found = canSee(context.caller, repository)
      ? repository.deployments.find(it => `DE_${it.id}` === id)
      : undefined;
    if (found) {
      checkMayRead(context, repository, 'deployments');
      return deploymentNode(context, repository, found);
    }
  }
  throw notFound(`a node with the global id of '${id}'`);
}
