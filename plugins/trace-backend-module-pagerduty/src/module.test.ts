import { broughtBy } from '@throughline/test-kit/imports';
import traceModulePagerduty from './index';

describe('traceModulePagerduty', () => {
  it('registers its connector, and its import where it has a token', async () => {
    expect(await broughtBy(traceModulePagerduty)).toMatchObject({
      connectors: [{ id: 'pagerduty' }],
      histories: [],
    });
    const config = { trace: { pagerduty: { token: 'u+abc' } } };
    expect(await broughtBy(traceModulePagerduty, config)).toMatchObject({
      connectors: [{ id: 'pagerduty' }],
      histories: [{ id: 'pagerduty' }],
    });
  });
});
