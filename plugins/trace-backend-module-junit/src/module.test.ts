import { broughtBy } from '@throughline/test-kit/imports';
import traceModuleJunit from './index';

describe('traceModuleJunit', () => {
  it('registers its connector', async () => {
    expect(await broughtBy(traceModuleJunit)).toMatchObject({
      connectors: [{ id: 'junit' }],
      histories: [],
      groups: [],
    });
  });
});
