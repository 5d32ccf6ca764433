import { DiscoveryApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** Somebody one can sign in as. */
export interface DemoPerson {
  /** Name of the User entity. */
  name: string;
  displayName: string;
  role: string;
}

/** A team and its people. */
export interface DemoTeam {
  /** Name of the Group entity. */
  name: string;
  title: string;
  people: DemoPerson[];
}

/** How far the demo organisation is loaded. */
export interface DemoStatus {
  enabled: boolean;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  sent: number;
  total: number;
  /** What went wrong, when `failed`. */
  message?: string;
}

async function read<T>(discovery: DiscoveryApi, path: string): Promise<T> {
  const baseUrl = await discovery.getBaseUrl('demo');
  // Not the app's own fetch: nobody has signed in yet.
  const response = await fetch(`${baseUrl}${path}`, { credentials: 'omit' });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}

/** Whom one can sign in as, team by team. */
export async function readTeams(discovery: DiscoveryApi): Promise<DemoTeam[]> {
  const { teams } = await read<{ teams: DemoTeam[] }>(discovery, '/people');
  return teams;
}

/** How far the demo organisation is loaded. */
export function readStatus(discovery: DiscoveryApi): Promise<DemoStatus> {
  return read(discovery, '/status');
}
