import {
  actions,
  Dice,
  emptyRepository,
  generateOrganisation,
  Organisation,
  Place,
} from '@throughline/github-player';

/** The same each time; it ends a minute ago, within every horizon. */
export function someOrganisation(
  options: Parameters<typeof generateOrganisation>[0] = {},
): Organisation {
  return generateOrganisation({
    repositories: 1,
    changes: 12,
    days: 20,
    until: new Date(Date.now() - 60_000),
    ...options,
  });
}
export { actions, Dice, emptyRepository };
export type { Place };
