import { broughtBy } from '@throughline/test-kit/imports';
import traceModuleCdevents from './index';

describe('traceModuleCdevents', () => {
  it('registers its connector', async () => {
    expect(await broughtBy(traceModuleCdevents)).toMatchObject({
      connectors: [{ id: 'cdevents' }],
      histories: [],
      groups: [],
    });
  });
});
