import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the demo's sign-in, for apps that speak other languages. */
export const demoSignInTranslationRef = createTranslationRef({
  id: 'demo-sign-in',
  messages: {
    picker: {
      label: 'Demo organisation, development only',
      explanation:
        'None of these people exist. Pick one to see the portal as they would; there is no password.',
      search: 'Find a person, role or team',
      none: 'Nobody matches "{{query}}".',
      error: 'The people of the demo could not be loaded',
      failed: 'Signing in as {{name}} did not work',
      retry: 'Try again',
      other: 'Pick somebody else',
    },
    banner: {
      region: 'Demo data',
      label: 'Demo data',
      waiting: 'The demo organisation is about to be loaded',
      loading: 'Loading the demo organisation: {{percent}} %',
      failed: 'The demo organisation could not be loaded: {{message}}',
    },
  },
});
