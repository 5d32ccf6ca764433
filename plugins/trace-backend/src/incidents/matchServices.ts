import { IncidentAttributes } from '@throughline/plugin-trace-common';
import { EntityConfig } from '../graph/attribution';
import { ServiceMatch } from './scoreCandidate';

/**
 * How an incident names an entity: by the vendor's id of its service, such as
 * `pagerduty:PABC123`, or by a name that deployments call it by.
 *
 * @returns undefined when it does not
 */
function matchService(
  services: ReadonlySet<string>,
  entity: EntityConfig,
): ServiceMatch | undefined {
  if (entity.incidentServices?.some(id => services.has(id))) return 'id';
  return entity.services.some(name => services.has(name)) ? 'name' : undefined;
}

/** The names an incident gives, as they are compared. */
export function servicesNamed({
  services = [],
}: Partial<Pick<IncidentAttributes, 'services'>>): string[] {
  return [...new Set(services.map(service => service.toLowerCase()))].sort();
}

/** The entities an incident names, and how it does. */
export function entitiesNamed(
  incident: Partial<Pick<IncidentAttributes, 'services'>>,
  entities: EntityConfig[],
): Map<string, ServiceMatch> {
  const named = new Set(servicesNamed(incident));
  return new Map(
    entities.flatMap((entity): Array<[string, ServiceMatch]> => {
      const match = matchService(named, entity);
      return match ? [[entity.ref, match]] : [];
    }),
  );
}
