import { RefOutbox } from './RefOutbox';

/** An outbox whose receiver does as it is told. */
function outbox(receive: (refs: string[]) => void | Promise<void>) {
  const failures: unknown[] = [];
  const box = new RefOutbox({
    delayMs: 1_000,
    send: async refs => receive(refs),
    onFailure: error => failures.push(error),
  });
  return { box, failures };
}

const refuse = () => {
  throw new Error('no');
};

describe('an outbox of refs', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('hands each on once, a moment later', async () => {
    const sent: string[][] = [];
    const { box } = outbox(refs => void sent.push(refs));
    box.add(['a', 'b']);
    await pass(900);
    box.add(['b', 'c']);
    expect(sent).toEqual([]);
    await pass(100);
    expect(sent).toEqual([['a', 'b', 'c']]);
    await pass(10_000);
    expect(sent).toHaveLength(1);
  });

  it('hands on no more than a thousand at once', async () => {
    const sizes: number[] = [];
    const { box } = outbox(refs => void sizes.push(refs.length));
    box.add(Array.from({ length: 2_500 }, (_, index) => `ref${index}`));
    await pass(1_000);
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('hands on again what changed while it was handed on', async () => {
    const sent: string[][] = [];
    const { box } = outbox(refs => {
      if (sent.length === 0) box.add(['a']);
      sent.push(refs);
    });
    box.add(['a']);
    await pass(3_000);
    expect(sent).toEqual([['a'], ['a']]);
  });

  it('tries again what it could not hand on, ever more patiently', async () => {
    const at: number[] = [];
    const start = Date.now();
    let works = false;
    const sent: string[][] = [];
    const { box, failures } = outbox(refs => {
      at.push(Math.round((Date.now() - start) / 1_000));
      if (!works) refuse();
      sent.push(refs);
    });
    box.add(['a']);
    await pass(8_000);
    // What comes meanwhile does not make it less patient.
    box.add(['b']);
    await pass(8_000);
    expect(at).toEqual([1, 3, 7, 15]);
    expect(failures).toHaveLength(1);
    works = true;
    await pass(20_000);
    expect(sent.map(refs => refs.sort())).toEqual([['a', 'b']]);
    // The next trouble is another one.
    works = false;
    box.add(['c']);
    await pass(1_000);
    expect(failures).toHaveLength(2);
  });

  it('is never more patient than five minutes', async () => {
    let tries = 0;
    const { box } = outbox(() => {
      tries += 1;
      refuse();
    });
    box.add(['a']);
    await pass(60 * 60_000);
    const before = tries;
    await pass(60 * 60_000);
    expect(tries - before).toBe(12);
  });

  it('tries nothing after it was stopped', async () => {
    let tries = 0;
    const { box } = outbox(() => {
      tries += 1;
      refuse();
    });
    box.add(['a']);
    await pass(1_000);
    await box.stop();
    box.add(['b']);
    await pass(60_000);
    expect(tries).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
