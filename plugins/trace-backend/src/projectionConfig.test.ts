import { mockServices } from '@backstage/backend-test-utils';
import { readProjectionConfig } from './projectionConfig';

const read = (trace: object) =>
  readProjectionConfig(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify({ trace })) }),
  );

describe('what the config says about incidents and security', () => {
  it('has defaults', () => {
    expect(read({})).toEqual({
      incidents: { windowMs: 86_400_000, threshold: 0.9 },
      security: { blockFrom: 'high' },
    });
  });

  it('is read', () => {
    expect(
      read({
        incidents: { window: { hours: 2 }, threshold: 0.5 },
        security: { blockFrom: 'critical' },
      }),
    ).toEqual({
      incidents: { windowMs: 7_200_000, threshold: 0.5 },
      security: { blockFrom: 'critical' },
    });
  });

  it.each([
    [{ incidents: { threshold: 2 } }, /trace\.incidents\.threshold must be/],
    [{ incidents: { windw: '1h' } }, /windw/],
    [{ security: { blockFrom: 'bad' } }, /"bad"; it must be one of critical/],
  ])('is refused: %j', (trace, message) => {
    expect(() => read(trace)).toThrow(message);
  });
});
