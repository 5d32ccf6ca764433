import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { connectMessages } from './connectMessages';
import { connectionsMessages } from './connectionsMessages';
import { deploymentMessages } from './deploymentMessages';
import { unownedMessages } from './unownedMessages';
import { drawerMessages } from './drawerMessages';
import { edgeMessages, placeMessages, ruleMessages } from './evidenceMessages';
import { findingMessages } from './findingMessages';
import { flowMessages } from './flowMessages';
import { linkMessages } from './linkMessages';

/** Every text of the trace plugin, for apps that speak other languages. */
export const traceTranslationRef = createTranslationRef({
  id: 'trace',
  messages: {
    hidden: 'hidden',
    freshness: {
      unknown: 'nothing received yet',
      pending_one: '{{count}} delivery on its way',
      pending_other: '{{count}} deliveries on their way',
    },
    stageNow: {
      'in-progress': 'in progress',
      'waiting-for-review': 'open for review',
      'waiting-for-reviewWaiting': 'waiting for review',
      'in-review': 'in review',
      'in-reviewWaiting': 'in review',
      tests: 'in tests',
      testsWaiting: 'waiting for tests',
      security: 'in security checks',
      securityWaiting: 'waiting for security checks',
      merge: 'merged',
      mergeWaiting: 'waiting to merge',
      deploy: 'being deployed',
      deployWaiting: 'waiting to deploy',
      deployed: 'deployed',
      verified: 'verified',
      closed: 'closed without merging',
      position: 'stage {{position}} of {{total}}',
    },
    review: {
      none: 'none',
      requested: 'requested',
      commented: 'commented',
      'changes-requested': 'changes requested',
      approved: 'approved',
      approvedBy: '{{number}} approvals',
    },
    tests: {
      none: 'none seen',
      tests_one: '{{count}} test',
      tests_other: '{{count}} tests',
      checks_one: '{{count}} check',
      checks_other: '{{count}} checks',
      failed: '{{failed}} of {{total}} failed',
      failedOnly: 'failed',
      running: 'running',
      flaky: '{{number}} flaky',
      flakyHint:
        'Passed and failed on the same commit, so the outcome says little.',
      detail:
        '{{passed}} passed, {{failed}} failed, {{skipped}} skipped of {{total}}',
    },
    environment: {
      live: 'live',
      baseline: 'in baseline',
      waiting: 'waiting',
      'rolled-back': 'rolled back',
      released: 'released',
      unreleased: 'not released',
      nothing: 'not there yet',
      release: 'Release',
      baselineHint:
        'It was already there in the first deployment we know of; when it arrived is not known.',
      incomplete: 'contents partly known',
      incompleteHint:
        'Commits between this deployment and the one before are missing, so the list of what went out may be short.',
      estimated: 'estimated',
      estimatedHint:
        'Only the order of a push says what this deployment brought: it, or the one before, is of a commit in the middle of a push or on a branch. Connect a clone to be sure.',
    },
    restricted: {
      mark: 'Restricted',
      change: 'Restricted change',
      hiddenHint:
        'Its tracker, or a setting of this portal, limits who may read it or the ticket it is about. You see that it is there and how far it is; titles, branches and quoted texts need the permission trace.restricted.read on this entity.',
      shownHint:
        'Its tracker, or a setting of this portal, limits who may read it or the ticket it is about. You see its words because you have the permission trace.restricted.read on this entity.',
    },
    authorship: {
      agent: 'agent',
      assisted: 'assisted',
      'none-seen': 'no sign of an agent',
      bot: 'bot',
      agentHint: 'Written by an agent. What says so:',
      assistedHint: 'Written with an assistant. What says so:',
      account: 'account {{text}}',
      branch: 'branch {{text}}',
      trailer: 'commit says “{{text}}”',
      label: 'label {{text}}',
      unknownAuthor: 'unknown author',
      configured: '{{sign}} (setting {{pattern}})',
      withheld: 'seen in a text that is restricted',
      claim: 'Signs are claims: good to count by, not proof.',
    },
    note: {
      bot: 'bot',
      revert: 'revert',
      direct: 'direct commit',
      reverted: 'reverted',
      botHint: 'A bot opened it; no ticket is expected.',
      revertHint: 'It takes back an earlier change; no ticket is expected.',
      directHint: 'It reached the default branch without a pull request.',
      revertedHint: 'A later change took it back.',
    },
    incomplete: {
      'no-ticket': 'no ticket',
      'no-review': 'no review',
      'no-test-evidence': 'no tests seen',
      'no-deployment': 'no deployment',
      'paths-unknown': 'paths unknown',
      'no-ticketHint':
        'No ticket is named in its title, branch, description or commits.',
      'no-reviewHint': 'It was merged and nobody approved it.',
      'no-test-evidenceHint':
        'No test result or check of its latest commit has arrived.',
      'no-deploymentHint': 'No deployment or release of this entity is known.',
      'paths-unknownHint':
        'The files it touches are not known, so it may belong to another entity of the repository.',
    },
    merge: {
      merge: 'merged',
      squash: 'squashed',
      rebase: 'rebased',
      direct: 'direct',
      unknown: 'merged',
    },
    delivery: {
      heading: 'Changes on their way',
      demo: 'demo data',
      demoHint: 'Made up to show what the portal does; nobody works on this.',
      column: {
        ticket: 'Ticket',
        change: 'Change',
        review: 'Review',
        tests: 'Tests',
        stage: 'Stage',
      },
      tableLabel: 'Changes, newest first',
      scrollLabel: 'Table of changes, scrolls sideways',
      mentions: 'mentions {{key}}',
      moreTickets: '+{{number}}',
      noTicket: 'none',
      size: '{{additions}} lines added, {{deletions}} removed',
      shown_one: '{{count}} change shown',
      shown_other: '{{count}} changes shown',
      loadMore: 'Load more',
      loadingMore: 'Loading more…',
      loading: 'Loading changes',
      moreFailed: 'The next page could not be loaded.',
      refreshFailed: 'Refreshing failed; what you see is from before.',
    },
    filter: {
      label: 'Filter changes',
      mine: 'Mine',
      waiting: 'Waiting',
      incomplete: 'Incomplete',
      agent: 'Agent-written',
      environment: 'Environment',
      anyEnvironment: 'Any environment',
      liveIn: 'Live in {{environment}}',
      search: 'Search changes',
      searchPlaceholder: 'Title, number or ticket',
      clear: 'Clear filters',
    },
    empty: {
      unconnected: {
        title: 'Connect this entity to its repository',
        text: 'Every change on its way to production would be listed here: ticket, review, tests and deployments. The entity does not say yet which repository it lives in. Add this to its catalog file:',
        snippet: 'the annotation',
      },
      unseen: {
        title: 'Nothing from {{repository}} has arrived yet',
        text: 'Changes appear here with the first event of the repository. There are two ways to get it:',
        webhook:
          'Point a webhook of the repository at the address shown under Connections: new events arrive as they happen.',
        history:
          'Let the portal read its git history: past commits and releases appear at once.',
        connections: 'Open Connections',
      },
      quiet: {
        title: 'No change of this entity yet',
        text: 'Events of {{repository}} arrive, but none touches this entity. In a repository that several entities share, its paths are named in the annotation throughline.dev/paths.',
      },
      filtered: {
        title: 'No change matches',
        text: 'Changes of this entity exist, but none fits all the filters.',
      },
      stranger: {
        title: 'We do not know which changes are yours',
        text: 'Your catalog user names no forge login. Add it to your User entity, then your changes show here:',
        snippet: 'the annotation',
      },
      absent: {
        title: 'Nothing to show here',
        text: 'There is no delivery trace for this entity that you can see.',
      },
      absentChange: {
        title: 'Nothing to show here',
        text: 'There is no such change of this entity that you can see.',
      },
    },
    drawer: drawerMessages,
    place: placeMessages,
    rule: ruleMessages,
    edge: edgeMessages,
    contextSection: {
      environments: 'What runs where',
      noVersion: 'version not named',
      state: {
        deployed: 'running',
        'rolled-back': 'rolled back to',
        failed: 'running, a newer one failed',
        released: 'released',
      },
    },
    deployments: deploymentMessages,
    unowned: unownedMessages,
    findings: findingMessages,
    flow: flowMessages,
    links: linkMessages,
    connections: connectionsMessages,
    connect: connectMessages,
    deliveries: {
      title: 'Deliveries',
      source: 'Source',
      anySource: 'Any source',
      status: 'Status',
      anyStatus: 'Any status',
      statuses: {
        received: 'received',
        projected: 'done',
        ignored: 'ignored',
        failed: 'failed',
      },
      column: {
        received: 'Received',
        source: 'Source',
        event: 'Event',
        status: 'Status',
        reason: 'Reason',
        action: 'Replay',
      },
      tableLabel: 'Deliveries, newest first',
      scrollLabel: 'Table of deliveries, scrolls sideways',
      at: 'at',
      replay: 'Replay',
      replayOf: 'Replay {{event}} {{id}}',
      replayed: 'In line again: {{event}} will be read once more.',
      inLine: 'in line again',
      replayFailed: 'It could not be replayed: {{reason}}',
      expired: 'payload expired',
      expiredHint:
        'The raw payload is no longer kept, so it cannot be read again.',
      shown_one: '{{count}} delivery shown',
      shown_other: '{{count}} deliveries shown',
      loading: 'Loading deliveries',
      empty: {
        title: 'No delivery yet',
        text: 'The first one shows here within seconds of being sent.',
      },
      emptyFiltered: {
        title: 'No delivery matches',
        text: 'Choose another source or status.',
      },
      clear: 'Clear filters',
    },
  },
});
