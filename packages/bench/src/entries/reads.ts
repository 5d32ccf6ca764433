import { p95, short } from '../figures/numbers';
import { Bench, CONNECTIONS } from '../harness/Bench';
import { Portal } from '../harness/Portal';
import { say } from '../harness/processes';

/** Something that is read over HTTP as the signed-in user. */
export interface Read {
  portal: Portal;
  /** Below the portal's address. */
  path: string;
}

const WARM_UP = 200;

/**
 * Reads each of them in turn, as many rounds as there are runs.
 *
 * @returns the 95th percentile of the answers' milliseconds, of each run
 */
export async function readInTurn<Name extends string>(
  bench: Bench,
  reads: Record<Name, Read>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(reads) as Name[];
  const read = async (name: Name, amount: number) => {
    const { portal, path } = reads[name];
    const { latencies } = await bench.load.run({
      url: `${portal.url}${path}`,
      connections: CONNECTIONS,
      amount,
      headers: { authorization: `Bearer ${portal.token}` },
    });
    return p95(latencies);
  };
  for (const name of names) await read(name, WARM_UP);

  const results = Object.fromEntries(
    names.map(name => [name, [] as number[]]),
  ) as Record<Name, number[]>;
  const { runs, requests } = bench.scale;
  for (let run = 0; run < runs; run++) {
    for (const name of names) {
      results[name].push(await read(name, requests));
    }
    const line = names.map(name => `${name} ${short(results[name][run])} ms`);
    say(`run ${run + 1} of ${runs}, p95: ${line.join(', ')}`);
  }
  return results;
}
