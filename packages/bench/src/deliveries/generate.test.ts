import { BenchDelivery, generate } from './generate';
import { PAYLOAD_BYTES } from './payloadSizes';
import { repositoriesOf, SERIES } from './repositories';

const measured = [...generate({ series: 3, count: 600, events: 'measured' })];

const byEvent = (deliveries: BenchDelivery[]) =>
  [...new Set(deliveries.map(({ event }) => event))].sort();

describe('generated deliveries', () => {
  it('are of the sizes that real ones have', () => {
    expect(byEvent(measured)).toEqual(Object.keys(PAYLOAD_BYTES).sort());
    for (const { event, body } of measured) {
      const bytes = Buffer.byteLength(body);
      expect(bytes).toBeGreaterThan(PAYLOAD_BYTES[event] * 0.95);
      expect(bytes).toBeLessThan(PAYLOAD_BYTES[event] * 1.05);
    }
  });

  it('never come twice, within a series nor in another', () => {
    const other = [...generate({ series: 4, count: 600, events: 'measured' })];
    const ids = [...measured, ...other].map(({ id }) => id);
    expect(new Set(ids).size).toBe(1200);
    const bodies = [...measured, ...other].map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1200);
  });

  it('are the same for the same plan', () => {
    const again = [...generate({ series: 3, count: 600, events: 'measured' })];
    expect(again).toEqual(measured);
  });

  it('come from all repositories of the series alike', () => {
    const names = measured.map(
      ({ body }) => JSON.parse(body).repository.name as string,
    );
    for (const { name } of repositoriesOf(3)) {
      expect(names.filter(other => other === name)).toHaveLength(60);
    }
  });

  it('have deployments as well where they are to be projected whole', () => {
    const all = [...generate({ series: 3, count: 600, events: 'all' })];
    expect(byEvent(all)).toEqual(
      expect.arrayContaining(['deployment_status', 'pull_request']),
    );
  });

  it('end with the last series the catalog has room for', () => {
    expect(() => repositoriesOf(SERIES)).toThrow(`0 to ${SERIES - 1}`);
  });
});
