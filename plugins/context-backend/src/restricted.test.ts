import {
  change,
  issues,
  PortalWithTrace,
  SECRETS,
  startPortalWithTrace,
} from './__testUtils__/restricted';
import { send, untilShown, WAYS_OUT } from './__testUtils__/waysOut';

const cart = '/entities/component/default/cart';
const READERS = ['ada', 'bo'];

let portal: PortalWithTrace;

beforeAll(async () => {
  portal = await startPortalWithTrace();
  await portal.tell(change(10, 'Wyvern on the roof'), ...issues(10, false));
  await untilShown(portal, text => /wyvern/i.test(text));
  await portal.tell(change(20, 'Basilisk'));
  await untilShown(
    portal,
    text => /basilisk/i.test(text) && /minotaur/i.test(text),
  );
}, 60_000);

afterAll(async () => {
  await portal.stop();
});

/** What a reader is told in each way. */
async function tellAll(reader: string): Promise<Record<string, string>> {
  const token = await portal.tokenOf(reader);
  const told: Record<string, string> = {};
  for (const [way, read] of Object.entries(WAYS_OUT)) {
    told[way] = await read(portal, token);
  }
  return told;
}

/** The entity as it was at each revision, and what changed before and since. */
async function tellPast(reader: string, head: number): Promise<string[]> {
  const token = await portal.tokenOf(reader);
  const told: string[] = [];
  for (let revision = 1; revision <= head; revision += 1) {
    told.push(
      await send(portal, token, `${cart}?since=0&at=${revision}`),
      await send(portal, token, `${cart}?since=${revision}`),
    );
  }
  return told;
}

describe('what becomes restricted', () => {
  // One story: what is open first is what must be gone later.
  it('is nowhere, now and in the past, while it was everywhere', async () => {
    const ada = await portal.tokenOf('ada');
    const head = async (): Promise<number> =>
      JSON.parse(await send(portal, ada, cart)).revision;
    for (const reader of READERS) {
      for (const [way, told] of Object.entries(await tellAll(reader))) {
        expect({ way, told }).toEqual({
          way,
          told: expect.stringMatching(SECRETS),
        });
      }
      const past = (await tellPast(reader, await head())).join();
      expect(past).toMatch(/wyvern/i);
      expect(past).toMatch(/basilisk/i);
    }

    await portal.tell(...issues(30, true));
    await untilShown(
      portal,
      text => text.includes('Restricted') && !SECRETS.test(text),
    );
    for (const reader of READERS) {
      for (const [way, told] of Object.entries(await tellAll(reader))) {
        expect({ way, told }).toEqual({
          way,
          told: expect.not.stringMatching(SECRETS),
        });
        expect({ way, told }).toEqual({
          way,
          told: expect.stringContaining('Restricted incident INC-7'),
        });
      }
      expect((await tellPast(reader, await head())).join()).not.toMatch(
        SECRETS,
      );
    }
  }, 120_000);

  it('is still there for who may read it, in the trace itself', async () => {
    const chainsFor = async (reader: string) => {
      const response = await fetch(`${portal.origin}/api/trace${cart}/chains`, {
        headers: { authorization: `Bearer ${await portal.tokenOf(reader)}` },
      });
      return response.text();
    };
    expect(await chainsFor('ada')).toMatch(SECRETS);
    expect(await chainsFor('bo')).toContain('Restricted');
    expect(await chainsFor('bo')).not.toMatch(SECRETS);
  });

  it('is in no log', () => {
    expect(portal.logged.length).toBeGreaterThan(0);
    expect(portal.logged.join()).not.toMatch(SECRETS);
  });
});
