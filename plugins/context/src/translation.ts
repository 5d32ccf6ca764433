import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the context plugin, for apps that speak other languages. */
export const contextTranslationRef = createTranslationRef({
  id: 'context',
  messages: {
    heading: 'Context',
    loading: 'Loading the context',
    refreshFailed: 'Refreshing failed; what you see is from before.',
    bar: {
      label: 'What to do with this view',
      onlyChanged: 'Only what changed',
      copy: 'Copy as Markdown',
      copied: 'Copied',
      copyFailed: 'It could not be copied',
      link: 'Stable link',
      linkHint:
        'Copies an address that shows this moment, for as long as it is kept',
      seen: 'I have seen this',
      seenHint: 'Nothing is marked any more until something else changes',
      seenFailed: 'It could not be noted that you have seen this',
    },
    past: {
      title: 'As it was on {{time}}',
      text: 'What is known now may be different.',
      now: 'Back to now',
    },
    changes: {
      firstLook: 'First look: what changes from now on will be marked.',
      some_one: '{{count}} change since you last looked, {{age}}',
      some_other: '{{count}} changes since you last looked, {{age}}',
      none: 'Nothing changed since you last looked, {{age}}',
      cut: 'What changed before that is no longer kept.',
      goneSection: 'Gone since you last looked',
    },
    attention: {
      title: 'Needs attention',
      none: 'Nothing needs attention.',
      noneOwn: 'Nothing of its own needs attention.',
      noneKnown: 'Nothing needs attention, as far as is known.',
      waitsFor: 'waits for',
      agent: 'agent',
      agentHint: 'An agent, not a person',
      section: 'Go to {{section}}',
    },
    section: {
      stale:
        'As of {{age}}, the last that was heard. It cannot be asked again: {{reason}}.',
    },
    sources: {
      waiting: '{{plugin}} has not been asked about this yet.',
      failing: '{{plugin}} does not answer: {{message}}',
      failingUnknown: '{{plugin}} does not answer.',
    },
    empty: {
      absent: {
        title: 'Nothing to show here',
        text: 'There is no context of this entity that you can see.',
      },
      waiting: {
        title: 'Being gathered',
        text: 'The plugins that take part are being asked about this entity. What they know appears here in a moment.',
      },
      nothing: {
        title: 'Nothing is known yet',
        text: 'What matters before you touch this entity would be gathered here: what needs attention, who owns it, what runs where. Name the plugins that take part in the configuration of the backend; for example:',
        snippet: 'the configuration',
      },
      unchanged: {
        title: 'Nothing changed',
        text: 'Nothing changed since you last looked.',
        all: 'Show everything',
      },
    },
    members: {
      parts: 'Parts of it',
      owned: 'What it owns',
      search: 'Search by name',
      noMatch: 'Nothing among what is loaded has that name.',
      noParts: 'Nothing says that it is part of it.',
      nothingOwned: 'Nothing names it as its owner.',
      loading: 'Loading what belongs to it',
      loadMore: 'Load more',
      loadingMore: 'Loading more…',
      moreFailed: 'The next page could not be loaded.',
      failed: 'What belongs to it could not be loaded.',
      shown_one: '{{count}} shown, worst first',
      shown_other: '{{count}} shown, worst first',
      moreAttention: '+{{number}} more',
    },
    card: {
      title: 'Context',
      asOf: 'as of {{age}}',
      loading: 'Loading the context',
      attention_one: '{{count}} thing needs attention',
      attention_other: '{{count}} things need attention',
      changes_one: '{{count}} change since you last looked',
      changes_other: '{{count}} changes since you last looked',
      open: 'Open context',
      nothing: 'Nothing is known yet.',
      waiting: 'The plugins that take part are being asked.',
      absent: 'There is no context of this entity that you can see.',
      failed: 'The context could not be loaded',
    },
  },
});
