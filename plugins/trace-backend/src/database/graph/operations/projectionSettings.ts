import { parseJson } from '@throughline/backend-kit';
import { Severity } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  AuthorshipSettings,
  NO_AUTHORSHIP_SETTINGS,
} from '../../../authorship/settings';
import { EnvironmentSettings } from '../../../graph/production';
import { CauseSettings } from '../../../incidents/linkIncident';
import { TicketSettings } from '../../../tickets/settings';

/** What the config says about what is computed of facts. */
export interface ProjectionSettings {
  environments: EnvironmentSettings;
  incidents: CauseSettings;
  security: {
    /** Findings from this severity on hold a change up. */
    blockFrom: Severity;
  };
  authorship: AuthorshipSettings;
  tickets: TicketSettings;
}

/** What counts until a config says something else. */
export const DEFAULT_SETTINGS: ProjectionSettings = {
  environments: {},
  incidents: { windowMs: 24 * 3_600_000, threshold: 0.9 },
  security: { blockFrom: 'high' },
  authorship: NO_AUTHORSHIP_SETTINGS,
  tickets: { patterns: [] },
};

/**
 * What the config of the replica that started last says: read from here, so
 * that all replicas compute the same.
 */
export async function readProjectionSettings(
  knex: Knex,
): Promise<ProjectionSettings> {
  const rows: Array<{ name: string; value: string }> = await knex(
    'projection_settings',
  ).select();
  const held = rows.map(({ name, value }) => [name, parseJson(value)]);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(held) };
}

/** Keeps what the config says. */
export async function writeProjectionSettings(
  tx: Knex.Transaction,
  settings: ProjectionSettings,
): Promise<void> {
  await tx('projection_settings').delete();
  await tx('projection_settings').insert(
    Object.entries(settings).map(([name, value]) => ({
      name,
      value: JSON.stringify(value),
    })),
  );
}
