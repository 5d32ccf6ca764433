import { JsonObject } from '@backstage/types';
import { canonicalJson, Fact } from '@throughline/plugin-trace-common';
import { commitFact } from '../facts/commitFact';
import { samePatchFact } from '../facts/samePatchFact';
import { tagFact } from '../facts/tagFact';
import { openClone } from '../git/openClone';
import { readHistory } from '../readHistory';

/** Stands in for the store: keeps what was written, survives failures. */
export class TestStore {
  readonly facts = new Map<string, Fact>();
  readonly progress: Array<{ done: number; total?: number }> = [];
  /** What was said of the clone, by run. */
  readonly states: Array<{ empty: boolean; shallow: boolean }> = [];
  checkpoint: JsonObject | undefined;
  writes = 0;

  /** All facts as comparable text, whatever order they came in. */
  contents(): string[] {
    return [...this.facts.keys()].sort();
  }

  /** The last fact about a subject. */
  attributes(subject: string): JsonObject | undefined {
    return [...this.facts.values()]
      .filter(fact => fact.subject === subject)
      .at(-1)?.attributes;
  }

  subjects(kind: string): string[] {
    const all = [...this.facts.values()].map(({ subject }) => subject);
    return [...new Set(all)].filter(subject => subject.startsWith(`${kind}:`));
  }
}

/** Thrown by a write that was told to fail. */
export class Interruption extends Error {}

/** How a test reads. */
export interface ReadAllOptions {
  defaultBranch?: string;
  after?: string[];
  since?: string;
  patches?: boolean;
  /** The write after this many fails, with nothing kept of it. */
  failAfter?: number;
  /** Called after each write. */
  onWrite?: () => void;
  signal?: AbortSignal;
}

/** Reads a clone once into a store; returns how many facts it wrote. */
export async function readAll(
  path: string,
  store: TestStore,
  options: ReadAllOptions = {},
): Promise<number> {
  const { defaultBranch, after, since, patches } = options;
  const { failAfter, onWrite, signal } = options;
  const repository = 'github.com/acme/shop';
  let written = 0;
  let writes = 0;
  for await (const batch of readHistory(await openClone(path, { signal }), {
    checkpoint: store.checkpoint,
    defaultBranch,
    after,
    since,
    patches,
    onState: state => store.states.push(state),
  })) {
    signal?.throwIfAborted();
    if (writes === failAfter) throw new Interruption();
    const facts = [
      ...batch.commits.map(commit => commitFact(repository, commit)),
      ...batch.tags.map(tag => tagFact(repository, tag)),
      ...batch.samePatches.map(pair => samePatchFact(repository, pair)),
    ];
    writes += 1;
    store.writes += 1;
    written += facts.length;
    for (const fact of facts) store.facts.set(canonicalJson({ ...fact }), fact);
    // Through JSON, as a database would keep it.
    store.checkpoint = JSON.parse(JSON.stringify(batch.checkpoint));
    store.progress.push({ done: batch.done, total: batch.total });
    onWrite?.();
  }
  return written;
}
