import { ChildProcess } from 'node:child_process';

type Cleanup = () => Promise<void> | void;

const cleanups = new Set<Cleanup>();
let ending: Promise<void> | undefined;

/**
 * Something to undo when the bench ends, however it ends. Last in, first out.
 *
 * @returns does it now and not again
 */
export function whenOver(cleanup: Cleanup): () => Promise<void> {
  cleanups.add(cleanup);
  return async () => {
    if (cleanups.delete(cleanup)) await cleanup();
  };
}

/** Undoes everything that was set up and not undone. */
export function endAll(): Promise<void> {
  ending ??= (async () => {
    for (const cleanup of [...cleanups].reverse()) {
      cleanups.delete(cleanup);
      try {
        await cleanup();
      } catch (error) {
        process.stderr.write(`${error}\n`);
      }
    }
  })();
  return ending;
}

/** Whether the bench was told to end; what fails then says nothing. */
export function isEnding(): boolean {
  return ending !== undefined;
}

/** Ends tidily on Ctrl-C and when told to. */
export function endOnSignals(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const signal of Object.keys(codes) as (keyof typeof codes)[]) {
    process.on(signal, async () => {
      await endAll();
      process.exit(codes[signal]);
    });
  }
}

/** Asks a process to end, and ends it when it does not in time. */
export async function stopProcess(
  child: ChildProcess,
  graceMs = 4_000,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

/**
 * Waits until a check gives something.
 *
 * @throws when it does not in time, or `alive` says that there is no hope
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false>,
  options: { everyMs?: number; withinMs: number; alive?: () => boolean },
): Promise<T> {
  const deadline = Date.now() + options.withinMs;
  for (;;) {
    const result = await check();
    if (result !== undefined && result !== false) return result;
    if (options.alive?.() === false) throw new Error(`${what}: it ended`);
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${options.withinMs / 1000} s`);
    }
    await pause(options.everyMs ?? 250);
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

/** A line of what the bench is doing, with the time since it began. */
export function say(text: string): void {
  const seconds = Math.round(performance.now() / 1000);
  const clock = `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(
    2,
    '0',
  )}`;
  process.stdout.write(`▸ ${clock.padStart(5)}  ${text}\n`);
}
