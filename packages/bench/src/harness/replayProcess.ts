/**
 * Makes calls and throws their answers away, in a process of its own, as the
 * portal that first made them is one. Its parent sends the calls over IPC and is
 * answered with the milliseconds they took.
 */
import { Call, ReplayReport } from './CallReplay';

async function makeInTurn(calls: Call[]): Promise<void> {
  for (const { url, method, headers, body } of calls) {
    const response = await fetch(url, { method, headers, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status}`);
  }
}

// What loads this file's source may send messages of its own before.
process.on('message', async (series: Call[][]) => {
  if (!Array.isArray(series)) return;
  const started = performance.now();
  await Promise.all(series.map(calls => makeInTurn(calls)));
  const report: ReplayReport = { milliseconds: performance.now() - started };
  process.send?.(report, () => process.exit(0));
});
