import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { canonicalJson, Fact } from '@throughline/plugin-trace-common';
import { GitRepositoryConfig } from '../config';
import { GitHistoryProvider } from '../GitHistoryProvider';

/** Stands in for the store: keeps what was written, survives failures. */
export class TestStore {
  readonly facts = new Map<string, Fact>();
  readonly progress: Array<{ done: number; total?: number }> = [];
  readonly information: string[] = [];
  readonly warnings: string[] = [];
  checkpoint: JsonObject | undefined;

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

/** Runs the provider once against a store; returns how many facts it wrote. */
export async function runHistory(
  config: Partial<GitRepositoryConfig> & Pick<GitRepositoryConfig, 'origin'>,
  store: TestStore,
  signal = new AbortController().signal,
): Promise<number> {
  const provider = new GitHistoryProvider({
    configPath: 'trace.git.repositories[0]',
    repository: 'github.com/acme/shop',
    frequency: { minutes: 15 },
    ...config,
  });
  const logger = mockServices.logger.mock();
  logger.warn.mockImplementation(message => store.warnings.push(message));
  logger.info.mockImplementation(message => store.information.push(message));
  let written = 0;
  await provider.run({
    checkpoint: store.checkpoint,
    signal,
    logger,
    async write({ facts, checkpoint, done, total }) {
      written += facts.length;
      for (const fact of facts) {
        store.facts.set(canonicalJson({ ...fact }), fact);
      }
      // Through JSON, as a database would keep it.
      store.checkpoint = JSON.parse(JSON.stringify(checkpoint));
      store.progress.push({ done, total });
    },
  });
  return written;
}

/** The config of a local clone. */
export function localOrigin(path: string): { kind: 'local'; path: string } {
  return { kind: 'local', path };
}
