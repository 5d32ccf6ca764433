import { Delivery } from './delivery';

function newestGroupsFirst(deliveries: Delivery[]): Delivery[] {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.group) ?? [];
    group.push(delivery);
    groups.set(delivery.group, group);
  }
  const newest = (group: Delivery[]) => Math.max(...group.map(({ at }) => at));
  return [...groups.values()]
    .map(group => ({ group, at: newest(group) }))
    .sort((a, b) => b.at - a.at)
    .flatMap(({ group }) => group);
}

/**
 * The first repository first, so that one service is whole within seconds; the
 * others together. Newest changes before older ones, because people look at
 * the top of a list. The order cannot matter to the graph.
 */
export function inSendingOrder([first, ...others]: Delivery[][]): Delivery[] {
  return [...newestGroupsFirst(first), ...newestGroupsFirst(others.flat())];
}
