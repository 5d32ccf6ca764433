/** An account; null when it was deleted. */
export type ActorNode = { __typename: string; login: string } | null;
