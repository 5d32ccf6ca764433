import { broughtBy } from '@throughline/test-kit/imports';
import traceModuleSarif from './index';

describe('traceModuleSarif', () => {
  it('registers its connector', async () => {
    expect(await broughtBy(traceModuleSarif)).toMatchObject({
      connectors: [{ id: 'sarif' }],
      histories: [],
      groups: [],
    });
  });
});
