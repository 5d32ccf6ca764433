import { mockServices } from '@backstage/backend-test-utils';
import { createDeferred } from '@backstage/types';
import { WorkLoop } from './WorkLoop';

const HOUR = 3_600_000;

function loopOf(
  work: (loop: WorkLoop) => Promise<number>,
  pollMs = HOUR,
  givesWay?: () => boolean,
) {
  const logger = mockServices.logger.mock();
  const loop: WorkLoop = new WorkLoop({
    name: 'Work',
    work: () => work(loop),
    pollMs,
    givesWay,
    logger,
  });
  return { logger, loop };
}

describe('WorkLoop', () => {
  afterEach(() => jest.useRealTimers());

  it('goes on while there is work, and when it is woken', async () => {
    const waiting = [2, 1];
    const woken = createDeferred();
    const work = jest.fn(async (loop: WorkLoop) => {
      if (work.mock.calls.length === 3) setImmediate(() => loop.wake());
      if (work.mock.calls.length === 4) woken.resolve();
      return waiting.shift() ?? 0;
    });
    const { loop } = loopOf(work);
    loop.start();
    await woken;
    await loop.stop();
    expect(work).toHaveBeenCalledTimes(4);
  });

  it('does not miss a wake-up that comes during the work', async () => {
    const again = createDeferred();
    const work = jest.fn(async (loop: WorkLoop) => {
      if (work.mock.calls.length === 1) loop.wake();
      else again.resolve();
      return 0;
    });
    const { loop } = loopOf(work);
    loop.start();
    await again;
    await loop.stop();
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('looks again after a moment', async () => {
    jest.useFakeTimers();
    const work = jest.fn(async () => 0);
    const { loop } = loopOf(work, 1_000);
    loop.start();
    await jest.advanceTimersByTimeAsync(2_500);
    expect(work).toHaveBeenCalledTimes(3);
    await loop.stop();
  });

  it('takes a third of the time while it gives way, and all of it after', async () => {
    jest.useFakeTimers();
    let givesWay = true;
    const work = jest.fn(async () => {
      await new Promise(resolve => setTimeout(resolve, 1_000));
      return 1;
    });
    const { loop } = loopOf(work, HOUR, () => givesWay);
    loop.start();
    await jest.advanceTimersByTimeAsync(2_900);
    expect(work).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(work).toHaveBeenCalledTimes(2);
    givesWay = false;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(work).toHaveBeenCalledTimes(4);
    const stopped = loop.stop();
    await jest.advanceTimersByTimeAsync(1_000);
    await stopped;
  });

  it('waits longer after each failure, also when it is woken', async () => {
    jest.useFakeTimers();
    const work = jest.fn(async () => {
      throw Object.assign(new Error('secret text'), { code: 'ECONNREFUSED' });
    });
    const { loop, logger } = loopOf(work, 1_000);
    loop.start();
    await jest.advanceTimersByTimeAsync(0);
    loop.wake();
    await jest.advanceTimersByTimeAsync(1_900);
    expect(work).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(work).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(3_800);
    expect(work).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledWith(
      'Work failed and is tried again in 2000 ms: Error (ECONNREFUSED)',
    );
    await loop.stop();
  });

  it('ends the work under way before it has stopped', async () => {
    const underWay = createDeferred();
    const release = createDeferred<number>();
    const { loop } = loopOf(() => {
      underWay.resolve();
      return release;
    });
    loop.start();
    await underWay;
    const stopped = jest.fn();
    const stop = loop.stop().then(stopped);
    await new Promise(resolve => setImmediate(resolve));
    expect(stopped).not.toHaveBeenCalled();
    release.resolve(1);
    await stop;
  });
});
