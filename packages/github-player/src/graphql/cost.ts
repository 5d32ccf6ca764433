import {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  Kind,
  SelectionSetNode,
  ValueNode,
} from 'graphql';

/** Nodes that one query may ask for at most. */
export const MOST_NODES = 500_000;

interface Counted {
  nodes: number;
  /** Requests that would be needed to get every connection once. */
  requests: number;
}

function numberOf(
  value: ValueNode | undefined,
  variables: Record<string, unknown>,
): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const given = variables[value.name.value];
  return typeof given === 'number' ? given : undefined;
}

function pageSize(
  field: FieldNode,
  variables: Record<string, unknown>,
): number | undefined {
  const argument = (name: string) =>
    field.arguments?.find(it => it.name.value === name)?.value;
  return (
    numberOf(argument('first'), variables) ??
    numberOf(argument('last'), variables)
  );
}

/**
 * What a query costs, by the rules of "Rate limits and query limits for the
 * GraphQL API": nodes are page sizes multiplied down the tree; points are the
 * requests for all connections divided by 100, at least 1.
 */
export function costOf(
  document: DocumentNode,
  variables: Record<string, unknown>,
): { nodes: number; points: number } {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const count = (set: SelectionSetNode | undefined, times: number): Counted => {
    const total: Counted = { nodes: 0, requests: 0 };
    const add = (counted: Counted) => {
      total.nodes += counted.nodes;
      total.requests += counted.requests;
    };
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        add(count(fragments.get(selection.name.value)?.selectionSet, times));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        add(count(selection.selectionSet, times));
      } else {
        const size = pageSize(selection, variables);
        if (size !== undefined) {
          add({ nodes: times * size, requests: times });
        }
        add(count(selection.selectionSet, times * (size ?? 1)));
      }
    }
    return total;
  };
  const all: Counted = { nodes: 0, requests: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const counted = count(definition.selectionSet, 1);
    all.nodes += counted.nodes;
    all.requests += counted.requests;
  }
  return {
    nodes: all.nodes,
    points: Math.max(1, Math.round(all.requests / 100)),
  };
}
