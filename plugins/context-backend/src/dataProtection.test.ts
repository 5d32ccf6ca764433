import { columnsOf, knownColumns } from '@throughline/test-kit';
import { eachDatabase } from './__testUtils__/databases';

/** Columns that hold nothing of people, by table. */
const NOTHING_OF_PEOPLE = {
  head: 'id revision',
  sections:
    'section_id plugin_id revision hash changed_at as_of valid_until pulled_at history_id',
  revisions: 'revision section_id plugin_id recorded_at',
  due: 'plugin_id due_at marks attempts batch_size problem problem_since never_asked',
  entities: 'etag seen_at',
  plugins:
    'plugin_id answered_at failing_since message lease_owner lease_until',
  looks: 'baseline_revision seen_revision',
};

describe('docs/data-protection.md', () => {
  eachDatabase('knows every column', async knex => {
    expect(knownColumns('## `context`', NOTHING_OF_PEOPLE)).toEqual(
      await columnsOf(knex),
    );
  });
});
