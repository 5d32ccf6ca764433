import { CommitGraph, commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readAncestors } from '../../database/graph/operations/commits';
import { readNodes } from '../../database/graph/operations/nodes';
import {
  CommitsOfRollout,
  deleteRollouts,
  isStoredAs,
  Place,
  readBeside,
  readCommitsOfRollouts,
  replaceMissing,
  rolloutId,
  writeCommitsOfRollouts,
  writeRollouts,
} from '../../database/graph/operations/rolloutBatches';
import { enqueueWork } from '../../database/graph/operations/work';
import { Rollout, UNKNOWN_COMMIT } from '../../graph/environments';
import { PlacedRollout } from '../../graph/placeRollout';
import { isToldByPushOrder } from '../../graph/pushOrder';
import { compareRollouts, Comparison } from './compareRollouts';
import { changesBehindCommits } from './copies';
import { enqueueIncidentsAround } from './incidents';

/** How many deployments of unknown commits are looked past. */
const MAX_LOOK_BACK = 10;

/** A rollout that is compared, and what was stored of it. */
interface Compared {
  placed: PlacedRollout;
  held?: Rollout;
}

type Result = Compared & { before?: Rollout } & Comparison;

/** The latest first: what is loaded of one's history holds that of the others. */
const latestFirst = (a: Place, b: Place) =>
  Number(a.at < b.at) - Number(a.at > b.at);

/** A rollout without what comparing said of it. */
function placeOf({
  outcome: _outcome,
  previous: _previous,
  missing: _missing,
  estimated: _estimated,
  ...placed
}: Rollout): PlacedRollout {
  return placed;
}

/**
 * Puts rollouts into their lines. First all of them get their places; then each
 * one that may have got another one before it is compared once, whichever of
 * them came first; then what became another is written.
 */
export class RolloutBatch {
  private readonly graphs = new Map<string, CommitGraph>();
  private readonly touched = new Set<string>();
  /** Where a rollout came, went or became another. */
  private readonly places: Place[] = [];
  /** Keys of what waits for other commits than before. */
  private readonly waiting = new Set<string>();

  constructor(private readonly tx: Knex.Transaction) {}

  /** Refs of the entities of which a rollout came, went or became another. */
  get owners(): string[] {
    return this.places.map(({ entityRef }) => entityRef);
  }

  /**
   * @param held - all rollouts of the keys that are stored
   * @param wanted - all that there are now
   */
  async put(held: Rollout[], wanted: PlacedRollout[]): Promise<void> {
    const heldById = new Map(held.map(one => [rolloutId(one), one]));
    const wantedById = new Map(wanted.map(one => [rolloutId(one), one]));
    const stays = (one: Rollout) => {
      const now = wantedById.get(rolloutId(one));
      return now?.at === one.at && now.repository === one.repository;
    };
    const gone = held.filter(one => !stays(one));
    await this.remove(gone);
    gone.forEach(one => heldById.delete(rolloutId(one)));
    // Comparing reads the line as it is stored, so places are written first.
    const moved = wanted.filter(
      one => heldById.get(rolloutId(one))?.sha !== one.sha,
    );
    await writeRollouts(
      this.tx,
      moved.map(one => ({
        ...one,
        outcome: 'baseline',
        missing: [],
        estimated: false,
      })),
    );
    const compared = new Map<string, Compared>();
    for (const [id, placed] of wantedById) {
      compared.set(id, { placed, held: heldById.get(id) });
    }
    await this.addFollowing([...gone, ...wanted], compared);
    await this.store(
      await this.compareAll([...compared.values()]),
      new Set(moved.map(rolloutId)),
    );
  }

  /** @param keys - keys of the deployments and artifacts of the batch */
  async finish(keys: string[]): Promise<void> {
    await replaceMissing(this.tx, this.waiting);
    await enqueueIncidentsAround(this.tx, keys, this.places);
    // Where a copy of a change is, the change is.
    await enqueueWork(
      this.tx,
      'chain',
      await changesBehindCommits(this.tx, this.touched),
    );
  }

  private graphOf(repository: string): CommitGraph {
    const known = this.graphs.get(repository);
    if (known) return known;
    const graph = new CommitGraph((shas, limit) =>
      readAncestors(this.tx, repository, shas, limit),
    );
    this.graphs.set(repository, graph);
    return graph;
  }

  /** Reads the commits of rollouts at once, each repository's together. */
  private async prepare(
    rollouts: Array<Pick<Rollout, 'repository' | 'sha'>>,
  ): Promise<void> {
    const shas = new Map<string, string[]>();
    for (const { repository, sha } of rollouts) {
      if (sha === UNKNOWN_COMMIT) continue;
      const of = shas.get(repository) ?? [];
      of.push(sha);
      shas.set(repository, of);
    }
    for (const [repository, of] of shas) {
      await this.graphOf(repository).prepare(of);
    }
  }

  private async remove(gone: Rollout[]): Promise<void> {
    const commits = await readCommitsOfRollouts(this.tx, gone);
    for (const one of gone) {
      this.places.push(one);
      this.waiting.add(one.key);
      for (const sha of commits.get(rolloutId(one))!.keys()) {
        this.touched.add(commitKey(one.repository, sha));
      }
    }
    await deleteRollouts(this.tx, gone);
  }

  /** Adds what follows the places, as far as it looks back to them. */
  private async addFollowing(
    places: Place[],
    compared: Map<string, Compared>,
  ): Promise<void> {
    let behind = places;
    for (let looked = 0; looked <= MAX_LOOK_BACK; looked += 1) {
      const after = await readBeside(this.tx, 'after', behind);
      const found = new Map(
        after.flatMap(one => (one ? [[rolloutId(one), one] as const] : [])),
      );
      await this.prepare([...found.values()]);
      behind = [];
      for (const one of [...found.values()].sort(latestFirst)) {
        const id = rolloutId(one);
        if (!compared.has(id)) {
          compared.set(id, { placed: placeOf(one), held: one });
        }
        const known = await this.graphOf(one.repository).parentsOf(one.sha);
        if (!known) behind.push(one);
      }
      if (behind.length === 0) return;
    }
  }

  private async compareAll(all: Compared[]): Promise<Result[]> {
    const ordered = all.sort((a, b) => latestFirst(a.placed, b.placed));
    const places = ordered.map(({ placed }) => placed);
    const before = await readBeside(this.tx, 'before', places);
    await this.prepare([
      ...places,
      ...before.flatMap(one => (one ? [one] : [])),
    ]);
    const results: Result[] = [];
    for (const [index, one] of ordered.entries()) {
      const next = before[index];
      const compared = await this.compareWithKnown(one.placed, next);
      results.push({ ...one, ...compared });
    }
    return results;
  }

  /**
   * Compares a rollout with the one before it. One whose commit is not known
   * says nothing to compare with; then it is the one before that, and both are
   * computed anew when the commit becomes known.
   */
  private async compareWithKnown(
    placed: PlacedRollout,
    next: Rollout | undefined,
  ): Promise<Comparison & { before?: Rollout }> {
    const graph = this.graphOf(placed.repository);
    const missing = new Set<string>();
    let before = next;
    for (let looked = 0; ; looked += 1) {
      const waits = before?.sha === UNKNOWN_COMMIT && looked < MAX_LOOK_BACK;
      if (before && waits && placed.sha !== UNKNOWN_COMMIT) {
        missing.add(UNKNOWN_COMMIT);
        before = await this.readBefore(before);
        continue;
      }
      const { rollout, commits } = await compareRollouts(graph, placed, before);
      rollout.missing.forEach(sha => missing.add(sha));
      const unknown =
        placed.sha !== UNKNOWN_COMMIT &&
        before &&
        rollout.missing.includes(before.sha);
      if (!before || !unknown || looked === MAX_LOOK_BACK) {
        const whole = { ...rollout, missing: [...missing].sort() };
        return { rollout: whole, commits, before };
      }
      before = await this.readBefore(before);
    }
  }

  private async readBefore(place: Place): Promise<Rollout | undefined> {
    const [before] = await readBeside(this.tx, 'before', [place]);
    return before;
  }

  /** Says of each whether a commit of it is told by the order of a push alone. */
  private async withEstimates(
    results: Result[],
  ): Promise<Array<Result & { rollout: Rollout }>> {
    const commitsOf = ({ placed, rollout, before }: Result) =>
      rollout.previous && before
        ? [placed, before].map(one => commitKey(one.repository, one.sha))
        : [];
    const nodes = await readNodes(this.tx, results.flatMap(commitsOf));
    return results.map(result => {
      const estimated = commitsOf(result).some(key => {
        const node = nodes.get(key);
        return node !== undefined && isToldByPushOrder(node.state);
      });
      return { ...result, rollout: { ...result.rollout, estimated } };
    });
  }

  /** @param moved - ids of those of which only the place is stored */
  private async store(
    results: Result[],
    moved: ReadonlySet<string>,
  ): Promise<void> {
    const estimated = await this.withEstimates(results);
    const held = await readCommitsOfRollouts(
      this.tx,
      results.map(({ placed }) => placed),
    );
    const changed: Rollout[] = [];
    const did: CommitsOfRollout[] = [];
    for (const { rollout, commits, held: was } of estimated) {
      const id = rolloutId(rollout);
      const same = was !== undefined && isStoredAs(was, rollout);
      const heldCommits = held.get(id)!;
      const others = [
        ...new Set([...heldCommits.keys(), ...commits.keys()]),
      ].filter(sha => !same || heldCommits.get(sha) !== commits.get(sha));
      others.forEach(sha =>
        this.touched.add(commitKey(rollout.repository, sha)),
      );
      if (!same || moved.has(id)) changed.push(rollout);
      if (!same || others.length > 0) {
        this.places.push(rollout);
        did.push({ rollout, held: heldCommits, commits });
      }
      if (waitsFor(was) !== waitsFor(rollout)) this.waiting.add(rollout.key);
    }
    await writeRollouts(this.tx, changed);
    await writeCommitsOfRollouts(this.tx, did);
  }
}

/** What a rollout waits for, as text; of none the same as of nothing. */
function waitsFor(rollout: Rollout | undefined): string {
  const { repository, missing } = rollout ?? { repository: '', missing: [] };
  return missing.map(sha => `${repository}@${sha}`).join('\n');
}
