import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { DemoBanner } from './components/DemoBanner';

// Without a name it takes the place of the app's own page, which it still shows
// when the demo is off.
const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { DemoSignInPage } = await import('./components/DemoSignInPage');
      return DemoSignInPage;
    },
  },
});

const banner = AppRootElementBlueprint.make({
  name: 'demo-banner',
  params: { element: <DemoBanner /> },
});

/** Sign-in as people of the demo organisation, and the label "Demo data". */
export const demoSignInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage, banner],
});
