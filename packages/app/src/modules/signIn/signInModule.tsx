import { githubAuthApiRef } from '@backstage/core-plugin-api';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/**
 * Sign-in with GitHub. Off until a deployment turns it on and the default page
 * off, as app-config.production.yaml does: an app has one sign-in page.
 */
const gitHubSignInPage = SignInPageBlueprint.make({
  name: 'github',
  disabled: true,
  params: {
    loader: async () => {
      const { SignInPage } = await import('@backstage/core-components');
      return props => (
        <SignInPage
          {...props}
          providers={[
            {
              id: 'github-auth-provider',
              title: 'GitHub',
              message: 'Sign in with your GitHub account',
              apiRef: githubAuthApiRef,
            },
          ]}
        />
      );
    },
  },
});

/** Sign-in pages that this portal has next to the default one for guests. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [gitHubSignInPage],
});
