import { atMostMore, Figure, figureOf } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { Portal } from '../harness/Portal';
import { pause } from '../harness/processes';

const MEBIBYTE = 1024 * 1024;
const SAMPLES = 5;

async function residentSizes(portal: Portal): Promise<number[]> {
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await pause(1_000);
    samples.push((await portal.resident()) / MEBIBYTE);
  }
  return samples;
}

/**
 * How much more memory a portal holds after it took in the large set than after
 * the first ten thousand deliveries. Makes the large set anew, since only the
 * process that took it in can tell.
 */
export async function memory(bench: Bench): Promise<Figure[]> {
  const measured: number[][] = [];
  await bench.data.make(bench.scale.large, {
    measuresMemory: true,
    onPart: async portal => {
      measured.push(await residentSizes(portal));
    },
  });
  const [after, afterLarge] = measured;
  return [
    figureOf({
      id: 'resident-after-large',
      unit: 'MiB',
      runs: { ours: afterLarge, yardstick: after },
      against: 'after 10 thousand',
      target: atMostMore(150),
    }),
  ];
}
