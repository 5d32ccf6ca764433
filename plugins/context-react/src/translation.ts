import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the parts that the suite's pages share, for apps that speak other languages. */
export const partsTranslationRef = createTranslationRef({
  id: 'throughline-parts',
  messages: {
    age: {
      now: 'just now',
      minutes: '{{number}} min',
      hours: '{{number}} h',
      days: '{{number}} d',
      months: '{{number}} mo',
      years: '{{number}} y',
      ago: '{{age}} ago',
    },
    copy: {
      actionFor: 'Copy {{what}}',
      done: 'Copied',
    },
    error: {
      title: 'This could not be loaded',
      retry: 'Try again',
    },
    freshness: {
      asOf: 'as of {{age}}',
      refresh: 'Refresh',
    },
    status: {
      ok: 'ok',
      attention: 'needs attention',
      blocked: 'blocked',
      unknown: 'unknown',
    },
    change: {
      added: 'new',
      changed: 'changed',
      removed: 'gone',
      was: 'was {{before}}',
      addedHint: 'It was not there when you last looked.',
      changedHint: 'It is not what it was when you last looked.',
      removedHint: 'It was there when you last looked.',
    },
    refs: {
      more: '{{number}} more',
    },
  },
});
