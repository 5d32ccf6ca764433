/** A team of the demo organisation. */
export interface Team {
  /** Name of the Group entity. */
  name: string;
  title: string;
}

/** A person of the demo organisation. Nobody of that name exists. */
export interface Person {
  /** Name of the User entity. */
  name: string;
  /** What the person is called, labelled as demo. */
  displayName: string;
  /** Forge login, deliberately not the entity's name. */
  login: string;
  email: string;
  /** Name of the Group entity the person belongs to. */
  group: string;
  role: string;
}

/** The Group entity that stands above all teams; managers belong to it. */
export const ORGANISATION: Team = {
  name: 'demo-shop',
  title: 'Demo Shop',
};

/** The four teams. */
export const TEAMS: Team[] = [
  { name: 'team-browse', title: 'Browse' },
  { name: 'team-checkout', title: 'Checkout' },
  { name: 'team-payments', title: 'Payments' },
  { name: 'team-platform', title: 'Platform' },
];

const BACKEND = 'Backend engineer';
const FRONTEND = 'Frontend engineer';
const QUALITY = 'Test engineer';

/** Group → given name and role of its members: 9, 8, 7, 3 and 3 managers. */
const MEMBERS: Record<string, Array<[givenName: string, role: string]>> = {
  'team-browse': [
    ['Ada', 'Team lead'],
    ['Bruno', FRONTEND],
    ['Chiara', FRONTEND],
    ['Dmitri', BACKEND],
    ['Emeka', BACKEND],
    ['Farah', 'Search engineer'],
    ['Greta', 'Product designer; may not read delivery traces'],
    ['Hiro', 'Test engineer on loan; finds only what Browse owns'],
    ['Ines', FRONTEND],
  ],
  'team-checkout': [
    ['Jonas', 'Team lead'],
    ['Kavya', BACKEND],
    ['Leo', BACKEND],
    ['Maya', FRONTEND],
    ['Nils', BACKEND],
    ['Olga', QUALITY],
    ['Pablo', FRONTEND],
    ['Quinn', BACKEND],
  ],
  'team-payments': [
    ['Rosa', 'Team lead'],
    ['Sven', BACKEND],
    ['Tariq', BACKEND],
    ['Uma', 'Security engineer'],
    ['Viktor', BACKEND],
    ['Wanda', QUALITY],
    ['Xenia', BACKEND],
  ],
  'team-platform': [
    ['Yusuf', 'Team lead'],
    ['Zoe', 'Site reliability engineer'],
    ['Arne', 'Platform engineer'],
  ],
  'demo-shop': [
    ['Bea', 'Engineering manager, Browse and Checkout'],
    ['Cem', 'Engineering manager, Payments and Platform'],
    ['Dora', 'VP of Engineering'],
  ],
};

/** Everybody, team by team; 30 in all. */
export const PEOPLE: Person[] = Object.entries(MEMBERS).flatMap(
  ([group, members]) =>
    members.map(([givenName, role]) => {
      const lower = givenName.toLocaleLowerCase('en-US');
      return {
        name: `demo-${lower}`,
        displayName: `${givenName} (demo)`,
        login: `${lower}-demo-shop`,
        email: `${lower}@demo-shop.example`,
        group,
        role,
      };
    }),
);

/** The members of a team who write code. */
export function engineersOf(team: string): Person[] {
  return PEOPLE.filter(
    ({ group, role }) => group === team && !role.startsWith('Product designer'),
  );
}

/**
 * A person by entity name, with or without the `demo-` in front.
 *
 * @throws when nobody is called that
 */
export function person(name: string): Person {
  const found = PEOPLE.find(
    candidate => candidate.name === name || candidate.name === `demo-${name}`,
  );
  if (!found) throw new Error(`The demo organisation has no ${name}`);
  return found;
}

/** Ref of the person to whom the demo's policy closes delivery traces. */
export const WITHOUT_TRACES = 'user:default/demo-greta';

/** Ref of the person to whom the demo's policy shows only their team's entities. */
export const SEES_OWN_TEAM_ONLY = 'user:default/demo-hiro';
