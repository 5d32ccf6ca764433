import { columnsOf, knownColumns } from '@throughline/test-kit';
import { eachDatabase } from './__testUtils__/databases';

/** Columns that hold nothing of people, by table. */
const NOTHING_OF_PEOPLE = {
  deliveries:
    'seq source delivery_id event status reason path context body_bytes attempts received_at processed_at',
  source_counters:
    'source received projected ignored failed last_received_at reflected_until refused last_refused_at',
  histories:
    'id source repository state checkpoint done total message updated_at next_run_at lease_owner lease_until notes measured_from measured_done new_facts completed_at',
  facts: 'id subject at rank',
  erasure_key: 'id key version',
  erased_marks: 'rehearsal host login words length guarded',
  erasures: 'id rehearsal state phase position report created_at updated_at',
  work: 'queue key enqueued_at',
  projector_lease: 'id',
  nodes: 'key kind repository url at',
  edges: 'owner from_key type to_key rule place confidence',
  commit_parents: 'repository sha parent position',
  landings: 'repository after sha',
  entities: 'ref repository config',
  node_entities: 'node_key entity_ref',
  rollouts:
    'entity_ref environment key release production repository sha at version outcome previous missing estimated',
  rollout_terms: 'term key',
  artifact_digests: 'digest key',
  entity_services: 'service entity_ref',
  rollout_missing: 'repository sha key',
  rollout_commits: 'entity_ref environment key sha direction',
  chains:
    'entity_ref change_key updated_at stage waiting incomplete agent live_in stage_since open_incident restricted',
  restriction_policy: 'id policy',
  section_histories: 'entity_ref history_id',
  projection_settings: 'name value',
  incidents: 'entity_ref key began_at',
  incident_services: 'service key',
  scans: 'key repository line sha at said_default on_default results',
  finding_sightings:
    'key first_at first_sha last_at last_sha last_line branch_at branch_sha',
  findings:
    'entity_ref key repository line rank state opened_at closed_at excepted_until excepted',
  flow_changes: 'entity_ref change_key until changed_again_at flow',
  flow_paths: 'repository path landed_at change_key',
  flow_versions: 'entity_ref version',
  unowned_changes: 'change_key glob repository landed_at owned',
  flakes:
    'entity_ref commit_key digest suite test job matrix at waited_seconds',
  rollout_failures: 'entity_ref environment key production at version',
};

describe('docs/data-protection.md', () => {
  eachDatabase('knows every column', async knex => {
    expect(knownColumns('## `trace`', NOTHING_OF_PEOPLE)).toEqual(
      await columnsOf(knex),
    );
  });
});
