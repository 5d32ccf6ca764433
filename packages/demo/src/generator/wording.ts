import { Random } from './random';

/** What a change is about, and how people say so. */
export interface Subject {
  title: string;
  /** The same for a branch: lower case, with dashes. */
  slug: string;
  /** What somebody wrote in the ticket. */
  need: string;
}

type Template = [title: string, need: string];

const FOR_SHOPPERS: Template[] = [
  ['Lazy-load {thing}', '{thing} hold up the first paint'],
  ['Label {thing} for screen readers', 'screen readers skip {thing}'],
  ['Fit {thing} on small screens', '{thing} are cut off on a phone'],
  ['Translate {thing}', '{thing} are in English for everybody'],
  [
    'Put new {thing} behind a flag',
    'we want to try new {thing} with a few shoppers',
  ],
  ['Keep {thing} after going back', 'going back loses {thing}'],
  ['Stop {thing} from jumping', 'the page jumps when {thing} arrive'],
  ['Test {thing} in the browser', 'a release broke {thing} and nobody saw it'],
  ['Remember {thing} between visits', 'shoppers have to choose {thing} again'],
  [
    'Show {thing} in the dark theme',
    '{thing} cannot be read in the dark theme',
  ],
  [
    'Say what is wrong with {thing}',
    'shoppers cannot tell what to do about {thing}',
  ],
];

const FOR_SERVICES: Template[] = [
  [
    'Cache {thing} for a minute',
    '{thing} are read far more often than they change',
  ],
  [
    'Retry {thing} when the connection is reset',
    'a dropped connection loses {thing}',
  ],
  ['Log slow {thing} with their cause', 'we cannot tell why {thing} are slow'],
  ['Answer 404 for unknown {thing}', 'unknown {thing} end in a 500'],
  ['Paginate {thing}', 'long lists of {thing} time out'],
  [
    'Put new {thing} behind a flag',
    'we want to try new {thing} with a few shoppers',
  ],
  ['Cover {thing} with contract tests', 'a change to {thing} broke a consumer'],
  [
    'Drop the old field of {thing}',
    'nobody reads the old field of {thing} any more',
  ],
  [
    'Time out {thing} after two seconds',
    'slow {thing} hold up everything behind them',
  ],
  [
    'Name the field at fault in {thing}',
    'support cannot tell what is wrong with {thing}',
  ],
  ['Emit an event when {thing} change', 'others have to poll for {thing}'],
  ['Speed up {thing} with a covering index', '{thing} scan the whole table'],
  ['Make {thing} idempotent', 'a double click doubles {thing}'],
];

interface Topics {
  templates: Template[];
  things: string[];
}

const TOPICS: Record<string, Topics> = {
  checkout: {
    templates: FOR_SERVICES,
    things: [
      'order totals',
      'vouchers',
      'delivery addresses',
      'shipping options',
      'gift messages',
    ],
  },
  'storefront-web': {
    templates: FOR_SHOPPERS,
    things: [
      'product pictures',
      'filter chips',
      'price labels',
      'size guides',
      'cookie choices',
      'breadcrumbs',
    ],
  },
  'product-catalog': {
    templates: FOR_SERVICES,
    things: [
      'variants',
      'stock levels',
      'supplier imports',
      'product bundles',
      'category trees',
    ],
  },
  'product-search': {
    templates: FOR_SERVICES,
    things: [
      'suggestions',
      'synonyms',
      'spelling corrections',
      'facet counts',
      'boosted products',
    ],
  },
  basket: {
    templates: FOR_SERVICES,
    things: [
      'basket items',
      'saved items',
      'shared lists',
      'price drops',
      'guest baskets',
      'item notes',
    ],
  },
  notifications: {
    templates: FOR_SHOPPERS,
    things: [
      'order mails',
      'shipping messages',
      'unsubscribe links',
      'voucher mails',
    ],
  },
  'payments-api': {
    templates: FOR_SERVICES,
    things: [
      'card captures',
      'wallet payments',
      '3-D Secure challenges',
      'payment intents',
      'stored cards',
    ],
  },
  ledger: {
    templates: FOR_SERVICES,
    things: ['postings', 'balances', 'month-end exports', 'fee entries'],
  },
  refunds: {
    templates: FOR_SERVICES,
    things: [
      'partial refunds',
      'chargebacks',
      'refund reasons',
      'refund mails',
    ],
  },
};

/** What the bot bumps. */
const PACKAGES: Record<string, string[]> = {
  TypeScript: ['express', 'zod', 'pino', 'undici', 'vitest'],
  Kotlin: ['ktor', 'exposed', 'kotest'],
  Go: ['golang.org/x/net', 'github.com/jackc/pgx/v5'],
  Java: ['jackson-databind', 'quarkus-bom', 'assertj-core'],
};

function fill(template: string, thing: string): string {
  const text = template.replace('{thing}', thing);
  return text[0].toLocaleUpperCase('en-US') + text.slice(1);
}

/** A text as part of a branch name. */
export function slugOf(text: string): string {
  return text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}

/** Subjects for one repository, in a shuffled order, each once. */
export function subjectsOf(repository: string, random: Random): Subject[] {
  const { templates, things } = TOPICS[repository];
  const all = things.flatMap(thing =>
    templates.map(([title, need]) => ({
      title: fill(title, thing),
      slug: slugOf(fill(title, thing)),
      need: fill(need, thing),
    })),
  );
  return all
    .map(subject => ({ subject, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ subject }) => subject);
}

/** Something a bot would bump in a repository of this language. */
export function bumpOf(
  language: string,
  random: Random,
): { name: string; from: string; to: string } {
  const major = random.between(1, 6);
  const minor = random.between(0, 20);
  return {
    name: random.pick(PACKAGES[language]),
    from: `${major}.${minor}.0`,
    to: `${major}.${minor + 1}.${random.between(0, 3)}`,
  };
}

/** What people write into later commits of a change. */
export const FOLLOW_UPS = [
  'Add tests',
  'Address review comments',
  'Rename for clarity',
  'Handle the empty case',
  'Move the helper next to its only caller',
  'Update the changelog',
] as const;

/** What reviewers write. */
export const REVIEW_REMARKS = {
  changes_requested: [
    'What happens when the list is empty? Please add a test for it.',
    'This would hold the lock during the call; can it move out?',
    'The error should name the field, or support will ask us.',
  ],
  commented: [
    'Nothing blocking, but the name reads like the opposite.',
    'Do we have a figure for how often this happens?',
  ],
  approved: ['Nice and small.', 'Reads well.', 'Thanks, works for me.'],
} as const;
