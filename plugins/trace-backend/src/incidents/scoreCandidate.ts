/** How an incident names the entity: by a vendor's id of it, or by its name. */
export type ServiceMatch = 'id' | 'name';

/** What is known of a deployment that may have caused an incident. */
export interface Candidate {
  /** ISO 8601: when the deployment had succeeded. */
  at: string;
  environment: string;
  /** Node key of what was deployed. */
  artifact?: string;
  /** ISO 8601: when the next deployment took out what it had brought. */
  rolledBackAt?: string;
}

/** What is known of the incident. */
export interface Occasion {
  /** ISO 8601. */
  beganAt: string;
  environment?: string;
  /** Node key of the artifact it says is at fault. */
  artifact?: string;
  /** How it names the entity. */
  service: ServiceMatch;
}

/** How likely it is, and why. */
export interface Score {
  /** 0 to 1. */
  confidence: number;
  /** What spoke for it, in words. */
  text: string;
}

/**
 * What each sign weighs. None is enough alone: being deployed just before, to
 * the service that is named, stays below what a rollback or the artifact's name
 * adds.
 */
export const WEIGHTS = {
  /** Deployed right before; half as much for each eighth of the window. */
  time: 0.45,
  service: { id: 0.15, name: 0.1 },
  /** `unsaid`: the incident names no environment. */
  environment: { same: 0.1, unsaid: 0.05, other: 0 },
  /** The incident names the artifact that was deployed. */
  artifact: 0.35,
  /** It was rolled back soon after the incident began. */
  rollback: 0.3,
} as const;

/** A rollback later than this after the beginning says nothing. */
export const ROLLBACK_MS = 2 * 3_600_000;

const HALVES_IN_WINDOW = 8;

/** `3 h 5 min`, for texts of edges. */
export function spanText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes % 60 > 0 || hours === 0 ? [`${minutes % 60} min`] : []),
  ].join(' ');
}

function environmentMatch(
  named: string | undefined,
  deployed: string,
): keyof typeof WEIGHTS.environment {
  if (named === undefined) return 'unsaid';
  return named.toLowerCase() === deployed.toLowerCase() ? 'same' : 'other';
}

/**
 * How likely a deployment to production caused an incident: the sum of what the
 * signs weigh, see {@link WEIGHTS}, at most 1. It ranks candidates; it is no
 * measured probability.
 *
 * @param windowMs - how long before the beginning deployments are looked at
 * @returns undefined when it was not deployed within the window before
 */
export function scoreCandidate(
  candidate: Candidate,
  occasion: Occasion,
  windowMs: number,
): Score | undefined {
  const began = Date.parse(occasion.beganAt);
  const before = began - Date.parse(candidate.at);
  if (before < 0 || before > windowMs) return undefined;
  const environment = environmentMatch(
    occasion.environment,
    candidate.environment,
  );
  const named =
    occasion.artifact !== undefined && occasion.artifact === candidate.artifact;
  const rollback =
    candidate.rolledBackAt === undefined
      ? undefined
      : Date.parse(candidate.rolledBackAt) - began;
  const rolledBack =
    rollback !== undefined && rollback >= 0 && rollback <= ROLLBACK_MS;
  const sum =
    WEIGHTS.time * 0.5 ** ((before / windowMs) * HALVES_IN_WINDOW) +
    WEIGHTS.service[occasion.service] +
    WEIGHTS.environment[environment] +
    (named ? WEIGHTS.artifact : 0) +
    (rolledBack ? WEIGHTS.rollback : 0);
  const texts = [
    `${candidate.environment}, ${spanText(before)} before it began`,
    ...(environment === 'other' ? [`it names ${occasion.environment}`] : []),
    ...(named ? ['it names what was deployed'] : []),
    ...(rolledBack ? [`rolled back ${spanText(rollback)} after`] : []),
  ];
  return {
    // Of two decimals, so that equal evidence is equal on every machine.
    confidence: Math.round(Math.min(1, sum) * 100) / 100,
    text: texts.join('; '),
  };
}
