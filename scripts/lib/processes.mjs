import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
const cleanups = [];
let stopping;
let successor;

/**
 * Starts a program in a process group of its own, so that it can be stopped
 * together with everything it starts.
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
    detached: true,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Lets another program do the rest of this one's work, terminal and signals
 * included, and returns its exit code.
 */
export function become(command, args) {
  successor = spawn(command, args, { stdio: 'inherit' });
  return ended(successor);
}

/** Waits for the end of a program; a signal gives 128 + its number. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve(code ?? 128 + (constants.signals[signal] ?? 0)),
    );
  });
}

/** Runs a program to its end and returns its exit code and what it printed. */
export async function capture(command, args, options = {}) {
  const child = start(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  return { code: await ended(child), output };
}

/** Stops a program and everything it started; harder if it does not listen. */
export async function stop(child, graceMs = 10_000) {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise(resolve => child.once('exit', resolve));
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

/** Something to undo when the command ends, however it ends. Last in, first out. */
export function whenOver(cleanup) {
  cleanups.push(cleanup);
}

/** Stops what still runs and undoes what was set up. */
export function stopAll() {
  stopping ??= (async () => {
    await Promise.all([...running].map(child => stop(child)));
    for (const cleanup of cleanups.reverse()) await cleanup();
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (successor) {
      successor.kill(signal);
      return;
    }
    await stopAll();
    process.exit(128 + constants.signals[signal]);
  });
}

// npm passes SIGTERM on to a shell that keeps it to itself, so being left alone
// is the only sign that npm was told to stop.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit('SIGTERM', 'SIGTERM');
  }, 1000).unref();
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
