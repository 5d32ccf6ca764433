/** A service that a repository holds. */
export interface DeployedService {
  /** Name of the Component entity. */
  name: string;
  /** What its deployments call it. */
  deployedAs: string;
  /** Where its code is; empty for the whole repository. */
  folder: string;
}

/** A repository of the demo organisation on the forge. */
export interface DemoRepository {
  /** Without the owner, which is always `demo-shop`. */
  name: string;
  description: string;
  language: string;
  /** Group entity whose people work on it. */
  team: string;
  services: DeployedService[];
  /** Source files changes touch, relative to a service's folder. */
  files: string[];
  /** Names of what its tests look at, for test cases. */
  features: string[];
  /** Which tracker its tickets live in. */
  tickets: 'issues' | 'keys';
  merge: 'squash' | 'merge' | 'rebase';
  /** Production is deployed every n-th working day. */
  trainEvery: number;
  /** Whether it cuts a release about every month. */
  releases: boolean;
  /** Everyday changes in 180 days. */
  changes: number;
  /** Working days back at which they end, where stories tell the last days. */
  routineUntil: number;
}

/** Login of the organisation on the forge. */
export const OWNER = 'demo-shop';

const whole = (name: string, deployedAs = name): DeployedService[] => [
  { name, deployedAs, folder: '' },
];

/**
 * Repositories that deliveries come from; the first one is loaded first. The
 * catalog has two services more: one without a repository and one whose
 * repository nothing has come from.
 */
export const REPOSITORIES: DemoRepository[] = [
  {
    name: 'checkout',
    description: 'From basket to order (demo)',
    language: 'TypeScript',
    team: 'team-checkout',
    services: whole('checkout'),
    files: [
      'src/totals/lineTotals.ts',
      'src/totals/vouchers.ts',
      'src/address/validate.ts',
      'src/order/placeOrder.ts',
      'src/order/idempotency.ts',
      'src/shipping/options.ts',
      'src/steps/summary.tsx',
    ],
    features: ['totals', 'vouchers', 'addresses', 'orders', 'shipping options'],
    tickets: 'issues',
    merge: 'squash',
    trainEvery: 1,
    releases: false,
    changes: 26,
    routineUntil: 18,
  },
  {
    name: 'storefront-web',
    description: 'What shoppers see (demo)',
    language: 'TypeScript',
    team: 'team-browse',
    services: whole('storefront-web'),
    files: [
      'src/pages/Home.tsx',
      'src/pages/Product.tsx',
      'src/components/Gallery.tsx',
      'src/components/Filters.tsx',
      'src/lib/money.ts',
      'src/lib/consent.ts',
      'src/styles/theme.css',
    ],
    features: ['home page', 'product page', 'gallery', 'filters', 'prices'],
    tickets: 'issues',
    merge: 'squash',
    trainEvery: 1,
    releases: true,
    changes: 52,
    routineUntil: 0,
  },
  {
    name: 'product-catalog',
    description: 'Products, variants and stock levels (demo)',
    language: 'Kotlin',
    team: 'team-browse',
    services: whole('product-catalog'),
    files: [
      'src/main/kotlin/shop/catalog/Variants.kt',
      'src/main/kotlin/shop/catalog/Stock.kt',
      'src/main/kotlin/shop/catalog/Import.kt',
      'src/main/kotlin/shop/catalog/api/ProductRoutes.kt',
      'src/main/resources/db/migration/V48__variants.sql',
    ],
    features: ['variants', 'stock', 'import', 'product routes'],
    tickets: 'issues',
    merge: 'merge',
    trainEvery: 2,
    releases: false,
    changes: 40,
    routineUntil: 0,
  },
  {
    name: 'product-search',
    description: 'Search and suggestions (demo)',
    language: 'Go',
    team: 'team-browse',
    services: whole('product-search'),
    files: [
      'internal/query/parse.go',
      'internal/query/synonyms.go',
      'internal/rank/boost.go',
      'internal/index/sync.go',
      'cmd/search/main.go',
    ],
    features: ['query parsing', 'synonyms', 'ranking', 'index sync'],
    tickets: 'issues',
    merge: 'rebase',
    trainEvery: 2,
    releases: false,
    changes: 36,
    routineUntil: 0,
  },
  {
    name: 'basket',
    description: 'Monorepo of cart and wishlist (demo)',
    language: 'TypeScript',
    team: 'team-checkout',
    services: [
      { name: 'cart', deployedAs: 'cart', folder: 'services/cart/' },
      {
        name: 'wishlist',
        deployedAs: 'wishlist',
        folder: 'services/wishlist/',
      },
    ],
    files: [
      'src/items.ts',
      'src/merge.ts',
      'src/expiry.ts',
      'src/routes.ts',
      'src/store/redis.ts',
    ],
    features: ['items', 'merging', 'expiry', 'routes'],
    tickets: 'issues',
    merge: 'squash',
    trainEvery: 2,
    releases: false,
    changes: 46,
    routineUntil: 0,
  },
  {
    name: 'notifications',
    description: 'Order mails and messages (demo)',
    language: 'TypeScript',
    team: 'team-platform',
    services: whole('notifications'),
    files: [
      'src/templates/orderConfirmed.mjml',
      'src/templates/orderShipped.mjml',
      'src/send/mail.ts',
      'src/send/retry.ts',
      'src/preferences.ts',
    ],
    features: ['templates', 'sending', 'retries', 'preferences'],
    tickets: 'issues',
    merge: 'squash',
    trainEvery: 3,
    releases: true,
    changes: 24,
    routineUntil: 0,
  },
  {
    name: 'payments-api',
    description: 'Card and wallet payments (demo)',
    language: 'Java',
    team: 'team-payments',
    services: whole('payments-api', 'payments'),
    files: [
      'src/main/java/shop/payments/Capture.java',
      'src/main/java/shop/payments/Authorise.java',
      'src/main/java/shop/payments/ThreeDSecure.java',
      'src/main/java/shop/payments/wallet/WalletClient.java',
      'src/main/java/shop/payments/api/PaymentResource.java',
    ],
    features: ['capture', 'authorisation', '3-D Secure', 'wallets'],
    tickets: 'keys',
    merge: 'merge',
    trainEvery: 3,
    releases: true,
    changes: 44,
    routineUntil: 0,
  },
  {
    name: 'ledger',
    description: 'Double-entry bookkeeping of every payment (demo)',
    language: 'Java',
    team: 'team-payments',
    services: whole('ledger'),
    files: [
      'src/main/java/shop/ledger/Posting.java',
      'src/main/java/shop/ledger/Balance.java',
      'src/main/java/shop/ledger/export/MonthEnd.java',
      'src/main/resources/db/migration/V31__postings.sql',
    ],
    features: ['postings', 'balances', 'month-end export'],
    tickets: 'keys',
    merge: 'rebase',
    trainEvery: 5,
    releases: false,
    changes: 30,
    routineUntil: 0,
  },
  {
    name: 'refunds',
    description: 'Refunds and chargebacks (demo)',
    language: 'TypeScript',
    team: 'team-payments',
    services: whole('refunds'),
    files: [
      'src/partial.ts',
      'src/chargeback.ts',
      'src/reasons.ts',
      'src/routes.ts',
    ],
    features: ['partial refunds', 'chargebacks', 'reasons'],
    tickets: 'keys',
    merge: 'squash',
    trainEvery: 3,
    releases: false,
    changes: 28,
    routineUntil: 10,
  },
];
