import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { canonicalJson, Fact } from '@throughline/plugin-trace-common';
import { GitRepositoryConfig } from '../config';
import { GitHistoryProvider } from '../GitHistoryProvider';

/** Stands in for the store: keeps what was written, survives failures. */
export class TestStore {
  readonly facts = new Map<string, Fact>();
  readonly progress: Array<{ done: number; total?: number }> = [];
  readonly warnings: string[] = [];
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

export interface RunOptions {
  /** The write after this many fails, with nothing kept of it. */
  failAfter?: number;
  /** Called after each write. */
  onWrite?: () => void;
  signal?: AbortSignal;
}

/** Runs the provider once against a store; returns how many facts it wrote. */
export async function runHistory(
  config: Partial<GitRepositoryConfig> & Pick<GitRepositoryConfig, 'origin'>,
  store: TestStore,
  options: RunOptions = {},
): Promise<number> {
  const provider = new GitHistoryProvider({
    configPath: 'trace.git.repositories[0]',
    repository: 'github.com/acme/shop',
    frequency: { minutes: 15 },
    ...config,
  });
  const logger = mockServices.logger.mock();
  logger.warn.mockImplementation(message => store.warnings.push(message));
  let written = 0;
  let writes = 0;
  await provider.run({
    checkpoint: store.checkpoint,
    signal: options.signal ?? new AbortController().signal,
    logger,
    async write({ facts, checkpoint, done, total }) {
      if (writes === options.failAfter) throw new Interruption();
      writes += 1;
      store.writes += 1;
      written += facts.length;
      for (const fact of facts) {
        store.facts.set(canonicalJson({ ...fact }), fact);
      }
      // Through JSON, as a database would keep it.
      store.checkpoint = JSON.parse(JSON.stringify(checkpoint));
      store.progress.push({ done, total });
      options.onWrite?.();
    },
  });
  return written;
}

/** The config of a local clone. */
export function localOrigin(path: string): { kind: 'local'; path: string } {
  return { kind: 'local', path };
}
