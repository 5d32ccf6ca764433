/** Something a person can put right: shown as one line, without a stack trace. */
export class Problem extends Error {}

/** Prints what the command is doing, told apart from what it starts. */
export function say(text) {
  console.log(`▸ ${text}`);
}

/** Runs a command's body; a Problem ends it with its line and exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`✖ ${error.message}`);
    process.exitCode = 1;
  }
}

/** Repeats a line while something long runs, so that silence means trouble. */
export async function sayWhile(text, work, everyMs = 15_000) {
  const started = Date.now();
  say(`${text} …`);
  const timer = setInterval(() => {
    say(`${text}: ${Math.round((Date.now() - started) / 1000)} s so far`);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
