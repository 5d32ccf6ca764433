import { githubAuthApiRef } from '@backstage/core-plugin-api';
import {
  createFrontendFeatureLoader,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

// Without a name it takes the place of the page that the app has by default.
const gitHubSignInPage = SignInPageBlueprint.make({
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

const gitHubSignIn = createFrontendModule({
  pluginId: 'app',
  extensions: [gitHubSignInPage],
});

/**
 * Sign-in with GitHub where `auth.environment` is `production`; elsewhere guests
 * and the demo's people keep their page. A loader, because an app in which one
 * sign-in page is disabled and another one enabled may show none.
 */
export const signInFeatures = createFrontendFeatureLoader({
  async *loader({ config }) {
    if (config.getOptionalString('auth.environment') === 'production') {
      yield gitHubSignIn;
    }
  },
});
