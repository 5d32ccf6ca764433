import { JsonObject } from '@backstage/types';
import { mondayOf, trendOf } from '@throughline/plugin-trace-common';
import { GithubDelivery } from './delivery';
import { generateDeliveries } from './generate';

const WEEK_MS = 7 * 86_400_000;
const SUNDAY = Date.UTC(2026, 5, 7);

/** When each request began to wait for a review, and when that was over. */
function waits(anchor: number) {
  const begun = new Map<string, number>();
  const ended = new Map<string, number>();
  const end = (key: string, at: number) =>
    ended.set(key, Math.min(at, ended.get(key) ?? at));
  for (const delivery of generateDeliveries(anchor)) {
    if (delivery.door !== 'github') continue;
    const { event, payload, at, repository } = delivery as GithubDelivery;
    const pull = payload.pull_request as JsonObject | undefined;
    const key = `${repository}#${pull?.number}`;
    if (event === 'pull_request_review') end(key, at);
    if (event !== 'pull_request') continue;
    if (payload.action === 'opened' && !pull?.draft) begun.set(key, at);
    if (payload.action === 'ready_for_review') begun.set(key, at);
    if (payload.action === 'closed') end(key, at);
  }
  return { begun: [...begun.values()], ended: [...ended.values()] };
}

describe('the bottleneck of the demo organisation', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])(
    'is the queue for a review, on whichever day it is started (%i)',
    day => {
      const anchor = SUNDAY + day * 86_400_000;
      const { begun, ended } = waits(anchor);
      const to = mondayOf(anchor);
      const from = to - 4 * WEEK_MS;
      const within = (times: number[]) =>
        times.filter(time => time >= from && time < to).length;
      expect(trendOf(within(begun), within(ended))).toBe('growing');
    },
  );
});
