import { Portal } from './__testUtils__/portal';
import {
  DELIVERY,
  HIDDEN,
  startPortalWithSecrets,
} from './__testUtils__/secrets';
import { WAYS_OUT } from './__testUtils__/waysOut';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortalWithSecrets();
}, 60_000);

afterAll(async () => {
  await portal.stop();
});

describe.each(Object.entries(WAYS_OUT))('%s', (_, read) => {
  it('says nothing of the delivery to who may not read it', async () => {
    const said = await read(portal, await portal.tokenOf('eve'));
    expect(said).not.toMatch(DELIVERY);
  });

  it('says nothing of an entity to who cannot see it', async () => {
    const said = await read(portal, await portal.tokenOf('bo'));
    expect(said).not.toMatch(HIDDEN);
  });

  it('says both to who may see both, so that the others mean something', async () => {
    const said = await read(portal, await portal.tokenOf('ada'));
    expect(said).toMatch(DELIVERY);
    expect(said).toMatch(HIDDEN);
  });
});

describe('the hidden entity itself', () => {
  it.each(['', '/history', '/members'])('is not there: %s', async suffix => {
    const get = async (name: string) => {
      const response = await fetch(
        `${portal.origin}/api/context/entities/component/default/${name}${suffix}`,
        {
          headers: { authorization: `Bearer ${await portal.tokenOf('bo')}` },
        },
      );
      return { status: response.status, text: await response.text() };
    };
    const hidden = await get('vault');
    const unknown = await get('nosuch');
    expect(hidden.status).toBe(404);
    expect(hidden.text.replaceAll('vault', 'nosuch')).toBe(unknown.text);
  });
});
