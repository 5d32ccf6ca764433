import { RequestHandler } from 'express';
import { refuse, send } from '../server/answer';
import { exchangeOf } from '../server/Exchange';
import { Player } from '../server/Player';
import { answerGraphql } from './execute';

/** `POST /graphql` */
export function graphqlHandler(player: Player): RequestHandler {
  return (request, response, next) => {
    const exchange = exchangeOf(response);
    const { caller, rateLimit } = exchange;
    if (caller.kind !== 'token' || !rateLimit) {
      refuse(response, 401, 'This endpoint requires you to be authenticated.');
      return;
    }
    const { query, variables, operationName } = request.body ?? {};
    if (typeof query !== 'string') {
      refuse(response, 400, 'A query attribute must be specified.');
      return;
    }
    answerGraphql(
      { query, variables: variables ?? {}, operationName },
      {
        organisation: player.organisation,
        links: player.links,
        caller,
        rateLimit,
      },
    )
      .then(answer => send(exchange, 200, answer))
      .catch(next);
  };
}
