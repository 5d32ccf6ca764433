import { stringifyEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { PEOPLE, Person } from '../organisation/people';

/** Header in which the sign-in page says who was picked. */
export const PERSON_HEADER = 'x-demo-person';

/** Takes the picker's word for who somebody is. */
export const demoAuthenticator = createProxyAuthenticator<
  undefined,
  Person,
  undefined
>({
  defaultProfileTransform: async ({ displayName, email }) => ({
    profile: { displayName, email },
  }),
  initialize: () => undefined,
  async authenticate({ req }) {
    const name = req.header(PERSON_HEADER);
    const result = PEOPLE.find(person => person.name === name);
    if (!result) {
      throw new AuthenticationError(
        `${PERSON_HEADER} must name somebody of the demo organisation`,
      );
    }
    return { result };
  },
});

/** Gives people what the catalog says they own. */
export const signInDemoPerson: SignInResolver<Person> = async (
  { result },
  context,
) => {
  const entityRef = { kind: 'User', name: result.name };
  try {
    return await context.signInWithCatalogUser({ entityRef });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFoundError')
      throw error;
    // The portal is up before the catalog has read its files. What it is going
    // to say is known.
    const sub = stringifyEntityRef(entityRef);
    const group = stringifyEntityRef({ kind: 'Group', name: result.group });
    return context.issueToken({ claims: { sub, ent: [sub, group] } });
  }
};
