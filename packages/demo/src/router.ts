import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { LoadingStatus } from './loader/Loader';
import { ORGANISATION, PEOPLE, TEAMS } from './organisation/people';

/** Answer of `GET /people`: whom the sign-in page offers. */
export interface PeopleResponse {
  teams: Array<{
    name: string;
    title: string;
    people: Array<{ name: string; displayName: string; role: string }>;
  }>;
}

/**
 * Routes that are read before anybody has signed in: how far the demo is
 * loaded, and whom one can sign in as. They say nothing but made-up things.
 *
 * @param status - undefined when the demo is not enabled
 */
export function createRouter(
  status: (() => LoadingStatus) | undefined,
): express.Router {
  const router = Router();
  router.get('/status', (_request, response) => {
    const disabled: LoadingStatus = {
      enabled: false,
      state: 'waiting',
      sent: 0,
      total: 0,
    };
    response.json(status?.() ?? disabled);
  });
  router.get('/people', (_request, response) => {
    if (!status) throw new NotFoundError('The demo is not enabled');
    const answer: PeopleResponse = {
      teams: [...TEAMS, ORGANISATION].map(({ name, title }) => ({
        name,
        title,
        people: PEOPLE.filter(({ group }) => group === name).map(person => ({
          name: person.name,
          displayName: person.displayName,
          role: person.role,
        })),
      })),
    };
    response.json(answer);
  });
  return router;
}
