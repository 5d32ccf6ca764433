import { JsonObject } from '@backstage/types';
import {
  commitKey,
  deploymentKey,
  Fact,
  findMentions,
  IssueAttributes,
  issueKey,
  ticketKey,
  workflowRunKey,
} from '@throughline/plugin-trace-common';
import { REPOSITORY, sha } from './scenario';
import { minute, request } from './shop';

/** Words that stand only in what is restricted. */
export const SECRETS =
  /gargoyle|basilisk|chimera|wyvern|kraken|griffin|hydra|phoenix|minotaur|manticore|cockatrice|sphinx|cerberus|lamia/i;

/** Each of {@link SECRETS}, to search for. */
export const SECRET_WORDS = SECRETS.source.split('|');

const CART = ['services/cart/index.ts'];
const person = (login: string) => ({ login, type: 'person' });
const commit = (name: string) => commitKey(REPOSITORY, sha(name));

/** A ticket that is restricted: by its source, or by its project. */
export const SECRET_TICKET = ticketKey('SEC-12');
/** An incident that its source restricts. */
export const SECRET_INCIDENT = issueKey(REPOSITORY, 30);
/** The change that is about the ticket. */
export const SECRET_CHANGE = request(20);
/** A change that reverts it. */
export const SECRET_REVERT = request(22);
/** A change that takes the revert back. */
export const SECRET_AGAIN = request(23);
/** A change that takes it over to another branch. */
export const SECRET_BACKPORT = request(24);
/** A change made of a copy of what the change was before it was squashed. */
export const SECRET_COPY = request(25);
/** A change that reverts a copy that no change holds. */
export const SECRET_UNDONE = request(26);
/** A change that names the ticket only in passing. */
export const OPEN_CHANGE = request(21);
/** A change that was rebased, below one that is about the ticket. */
export const BELOW_SECRET = request(27);
/** A commit without a request that names it in its message. */
export const SECRET_DIRECT = `change:${REPOSITORY}@${sha('b3')}`;

function fact(subject: string, at: number, attributes: object): Fact {
  return { subject, at: minute(at), attributes: attributes as JsonObject };
}

function change(
  number: number,
  at: number,
  head: string,
  title: string,
  more: object = {},
): Fact {
  return fact(request(number), at, {
    number,
    title,
    url: `https://${REPOSITORY}/pull/${number}`,
    state: 'open',
    draft: false,
    author: person('ada'),
    baseBranch: 'main',
    headBranch: 'topic',
    headSha: sha(head),
    createdAt: minute(at),
    commits: 1,
    mentions: findMentions(title, 'title', REPOSITORY),
    ...more,
  });
}

function commitFact(
  name: string,
  at: number,
  subject: string,
  more: object = {},
): Fact {
  return fact(commit(name), at, {
    sha: sha(name),
    subject,
    author: person('ada'),
    committedAt: minute(at),
    paths: CART,
    parents: [],
    ...more,
  });
}

const incident: IssueAttributes = {
  key: '#30',
  title: 'Minotaur is loose',
  url: `https://${REPOSITORY}/issues/30?about=kraken`,
  state: 'open',
  incident: true,
  restricted: true,
  labels: ['wyvern'],
  createdAt: minute(40),
  causedBy: [request(20)],
};

/** The ticket. Without `restricted`, only a policy can restrict it. */
export const secretTicket = (restricted?: boolean): Fact =>
  fact(SECRET_TICKET, 1, {
    key: 'SEC-12',
    title: 'Gargoyle in the vault',
    url: 'https://tracker.example/SEC-12-kraken',
    state: 'open',
    incident: false,
    labels: ['wyvern'],
    createdAt: minute(1),
    restricted,
  });

/** Everything else: changes, commits, a run and a deployment around it. */
export const AROUND_SECRET: Fact[] = [
  commitFact('b1', 2, 'Griffin first', {
    [`push:${sha('b1')}:sec-12-chimera`]: {
      branch: 'sec-12-chimera',
      defaultBranch: false,
      before: sha('0'),
      after: sha('b1'),
      index: 0,
      previous: sha('0'),
      at: minute(2),
    },
  }),
  change(20, 3, 'b1', 'SEC-12 Basilisk', {
    headBranch: 'sec-12-chimera',
    labels: ['wyvern'],
    paths: ['services/cart/chimera.ts'],
    url: `https://${REPOSITORY}/pull/20/kraken`,
    state: 'merged',
    mergeSha: sha('b2'),
    mergedAt: minute(5),
    mentions: [
      ...findMentions('SEC-12 Basilisk', 'title', REPOSITORY),
      ...findMentions('sec-12-chimera', 'branch'),
    ],
    authorship: [{ says: 'agent', rule: 'branch', text: 'agent/chimera' }],
    'review:1': { state: 'approved', by: person('bo'), at: minute(4) },
  }),
  commitFact('b2', 5, 'Basilisk, at last (#20)', { onDefaultBranch: true }),
  commitFact('b3', 6, 'Hydra gets another head', {
    onDefaultBranch: true,
    mentions: findMentions('Hydra head\n\nsee SEC-12 hydra', 'message'),
  }),
  change(21, 7, 'b4', 'Harmless', {
    mentions: findMentions('a phoenix, see SEC-12 phoenix', 'body'),
  }),
  commitFact('b4', 7, 'Harmless too'),
  change(22, 8, 'b5', 'Revert "Basilisk, at last"', {
    headBranch: 'revert-20-chimera',
    reverts: [request(20)],
  }),
  commitFact('b5', 8, 'Revert "Basilisk, at last"'),
  change(23, 9, 'b6', 'Manticore, all over again', {
    reverts: [request(22)],
  }),
  commitFact('b6', 9, 'Manticore, all over again'),
  change(24, 13, 'b7', '[1.x] Cerberus asleep'),
  commitFact('b7', 13, 'Lamia gone', { cherryPickOf: [commit('b2')] }),
  change(25, 14, 'b8', '[2.x] Cerberus asleep'),
  commitFact('b8', 14, 'Lamia gone', { cherryPickOf: [commit('b1')] }),
  commitFact('b9', 15, 'Lamia gone', { cherryPickOf: [commit('b2')] }),
  change(26, 16, 'bb', 'Revert "Lamia gone"', { reverts: [commit('b9')] }),
  commitFact('bb', 16, 'Revert "Lamia gone"'),
  commitFact('bc', 17, 'Groundwork', { fingerprint: 'groundwork' }),
  change(27, 17, 'bc', 'Groundwork', {
    state: 'merged',
    mergeSha: sha('bd'),
    mergedAt: minute(18),
  }),
  commitFact('bd', 18, 'Groundwork', { fingerprint: 'groundwork' }),
  commitFact('be', 19, 'Lamia above', { parents: [sha('bc')] }),
  change(28, 19, 'be', 'SEC-12 Lamia above', { commits: 2 }),
  fact(workflowRunKey(REPOSITORY, 20), 10, {
    subtype: 'workflow',
    name: 'CI',
    sha: sha('b1'),
    branch: 'sec-12-chimera',
    url: 'https://ci.example/job/shop/job/sec-12-cockatrice/4',
    'attempt:1': { attempt: 1, status: 'completed', conclusion: 'success' },
  }),
  fact(deploymentKey(REPOSITORY, 20), 11, {
    sha: sha('b2'),
    ref: 'sec-12-chimera',
    environment: 'production',
    production: true,
    service: 'cart',
    createdAt: minute(11),
    url: 'https://sec-12-cockatrice.preview.example',
  }),
  fact(deploymentKey(REPOSITORY, 20), 12, {
    'status:1': {
      state: 'success',
      at: minute(12),
      url: 'https://ci.example/job/shop/job/sec-12-sphinx/4/console',
    },
  }),
  fact(SECRET_INCIDENT, 40, incident),
];

/** Node keys of all that {@link AROUND_SECRET} speaks of, and the ticket's. */
export const NODES_AROUND_SECRET = [
  SECRET_TICKET,
  SECRET_DIRECT,
  ...new Set(AROUND_SECRET.map(({ subject }) => subject)),
];
