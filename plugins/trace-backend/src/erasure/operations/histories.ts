import { hasWords, replaceWords } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { MarkFinder } from '../MarkFinder';

interface HistoryRow {
  id: string;
  repository: string;
  checkpoint: string | null;
  message: string | null;
  notes: string | null;
}

/**
 * Erases from how far histories are. One of a repository below an erased
 * account is forgotten; one whose place to go on from names somebody begins
 * anew, which stores nothing twice.
 *
 * @returns how many it was
 */
export async function eraseFromHistories(
  tx: Knex.Transaction,
  finder: MarkFinder,
  rehearsal: boolean,
): Promise<number> {
  const rows: HistoryRow[] = await tx('histories');
  let erased = 0;
  for (const { id, ...row } of rows) {
    const names = (text: string | null) =>
      text !== null && hasWords(text, finder);
    const own = names(id) || names(row.repository);
    const { checkpoint, message, notes } = row;
    if (!own && ![checkpoint, message, notes].some(names)) continue;
    erased += 1;
    if (rehearsal) continue;
    if (own) {
      await tx('histories').where({ id }).delete();
    } else {
      await tx('histories')
        .where({ id })
        .update({
          checkpoint: names(checkpoint) ? null : checkpoint,
          message: message && replaceWords(message, finder),
          notes: notes && replaceWords(notes, finder),
        });
    }
  }
  return erased;
}
