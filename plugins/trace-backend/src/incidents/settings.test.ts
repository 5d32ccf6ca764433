import { ConfigReader } from '@backstage/config';
import { readProjectionConfig } from '../projectionConfig';

const read = (trace: object) =>
  readProjectionConfig(new ConfigReader(JSON.parse(JSON.stringify({ trace }))));

describe('trace.incidents and trace.security', () => {
  it('have defaults', () => {
    expect(read({})).toMatchObject({
      incidents: { windowMs: 86_400_000, threshold: 0.9 },
      security: { blockFrom: 'high' },
    });
  });

  it('are read', () => {
    expect(
      read({
        incidents: { window: { hours: 2 }, threshold: 0.5 },
        security: { blockFrom: 'critical' },
      }),
    ).toMatchObject({
      incidents: { windowMs: 7_200_000, threshold: 0.5 },
      security: { blockFrom: 'critical' },
    });
  });

  it.each([
    [{ incidents: { threshold: 2 } }, /trace\.incidents\.threshold must be/],
    [{ incidents: { windw: '1h' } }, /windw/],
    [{ security: { blockFrom: 'bad' } }, /"bad"; it must be one of critical/],
  ])('are refused with a reason: %j', (trace, message) => {
    expect(() => read(trace)).toThrow(message);
  });
});
