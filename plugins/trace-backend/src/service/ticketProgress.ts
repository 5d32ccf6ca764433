import { Chain, TicketProgress } from '@throughline/plugin-trace-common';

/** A change that implements a ticket, in one entity. */
export interface ImplementingChange {
  entityRef: string;
  chain: Chain;
}

/** An environment that an entity has. */
export interface EntityLine {
  environment: string;
  production: boolean;
  release: boolean;
}

/** What will never be anywhere, or was taken back, is no part of a ticket. */
function counts({ stage, notes }: Chain): boolean {
  return stage !== 'closed' && !notes.includes('reverted');
}

const isLive = ({ environments }: Chain, name: string) =>
  environments.some(
    ({ environment, state }) =>
      environment === name && (state === 'live' || state === 'baseline'),
  );

/**
 * How far a ticket is in each environment, by name over all entities: it is live
 * when every change that implements it is, in every entity it belongs to that
 * has the environment.
 *
 * @param lines - environments by entity ref
 */
export function ticketProgress(
  changes: ImplementingChange[],
  lines: ReadonlyMap<string, EntityLine[]>,
): TicketProgress[] {
  const byName = new Map<
    string,
    Omit<TicketProgress, 'live' | 'total' | 'state'> & {
      changes: Map<string, boolean>;
    }
  >();
  for (const { entityRef, chain } of changes) {
    if (!counts(chain)) continue;
    for (const line of lines.get(entityRef) ?? []) {
      const { environment, production, release } = line;
      const held = byName.get(environment) ?? {
        environment,
        production: false,
        release,
        changes: new Map(),
      };
      held.production ||= production;
      held.changes.set(
        chain.id,
        (held.changes.get(chain.id) ?? true) && isLive(chain, environment),
      );
      byName.set(environment, held);
    }
  }
  return [...byName.values()]
    .map(({ changes: those, ...line }): TicketProgress => {
      const live = [...those.values()].filter(Boolean).length;
      const none = live === 0 ? 'none' : 'some';
      return {
        ...line,
        live,
        total: those.size,
        state: live === those.size ? 'all' : none,
      };
    })
    .sort(
      (a, b) =>
        Number(a.production) - Number(b.production) ||
        Number(a.release) - Number(b.release) ||
        (a.environment < b.environment ? -1 : 1),
    );
}
