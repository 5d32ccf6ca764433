import { Knex } from 'knex';
import { countWork } from '../database/graph/operations/work';

/** Work that is counted at the most; beyond it "many" is all one needs. */
const MAX_COUNTED = 1_000;

/** How far what is read is behind what has arrived. */
export class Freshness {
  constructor(
    private readonly knex: Knex,
    private readonly inbox: () => Promise<{
      pending: number;
      asOf: string | undefined;
    }>,
  ) {}

  /** Deliveries and subjects not yet reflected, and how far it is reflected. */
  async read(): Promise<{ pending: number; asOf?: string }> {
    const { pending, asOf } = await this.inbox();
    const work = await countWork(this.knex, MAX_COUNTED);
    return { pending: pending + work, asOf };
  }

  /** Whether anything of a repository was ever seen. */
  async hasSeen(repository: string | undefined): Promise<boolean> {
    if (!repository) return false;
    const row = await this.knex('nodes')
      .select('key')
      .where({ repository })
      .first();
    return row !== undefined;
  }
}
