import { broughtBy } from '@throughline/test-kit/imports';
import traceModuleRest from './index';

describe('traceModuleRest', () => {
  it('registers its connector', async () => {
    expect(await broughtBy(traceModuleRest)).toMatchObject({
      connectors: [{ id: 'rest' }],
      histories: [],
      groups: [],
    });
  });
});
