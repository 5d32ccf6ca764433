import { Organisation } from '../model/Organisation';
import { Account } from '../model/types';
import { DAY, instant } from '../model/time';
import { Dice } from './Dice';
import { generateRepository } from './repository';

/** What is to be made up. */
export interface GenerateOptions {
  /** The same seed and `until` make the same organisation. */
  seed?: string;
  /** Its login. */
  login?: string;
  repositories?: number;
  /** Pull requests, over all repositories. */
  changes?: number;
  /** How many days its history is long. */
  days?: number;
  /** When it ends; now, unless told otherwise. */
  until?: Date;
  /** Whether its repositories are private, which they are by default. */
  private?: boolean;
}

const NAMES = ['shop', 'payments', 'web', 'ledger', 'search', 'mail'];
const PEOPLE = ['robin', 'sam', 'kim', 'alex', 'noa', 'toni'];

function people(organisation: Organisation): Account[] {
  const persons = PEOPLE.map(
    (name): Account => ({
      id: organisation.nextId(),
      login: `${name}-example`,
      type: 'User',
      name: `${name[0].toUpperCase()}${name.slice(1)} Example`,
      email: `${name}@example.com`,
    }),
  );
  const bot: Account = {
    id: organisation.nextId(),
    login: 'dependabot[bot]',
    type: 'Bot',
  };
  return [...persons, bot];
}

/**
 * Makes up an organisation with its repositories. Nothing in it is real, and
 * its repositories say so in their descriptions.
 */
export function generateOrganisation(
  options: GenerateOptions = {},
): Organisation {
  const {
    seed = 'throughline',
    login = 'made-up',
    repositories = 2,
    changes = 40,
    days = 60,
    until = new Date(),
    private: isPrivate = true,
  } = options;
  const organisation = new Organisation({
    id: 1000,
    login,
    type: 'Organization',
    name: 'Made-up organisation',
  });
  organisation.people.push(...people(organisation));
  const end = Math.floor(until.getTime() / 1000) * 1000;
  for (let index = 0; index < repositories; index += 1) {
    const name = NAMES[index % NAMES.length];
    const round = Math.floor(index / NAMES.length);
    organisation.repositories.push(
      generateRepository(organisation, new Dice(`${seed}/${index}`), {
        name: round ? `${name}-${round + 1}` : name,
        private: isPrivate,
        changes:
          Math.floor(changes / repositories) +
          (index < changes % repositories ? 1 : 0),
        start: instant(end - days * DAY),
        until: instant(end),
      }),
    );
  }
  return organisation;
}
