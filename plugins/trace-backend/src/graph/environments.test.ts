import { at, step } from '../__testUtils__/nodes';
import {
  EnvironmentLine,
  environmentOfChange,
  orderLines,
  RolloutStep,
} from './environments';

const line = (
  environment: string,
  more: Partial<EnvironmentLine> = {},
): EnvironmentLine => ({
  environment,
  production: environment === 'production',
  release: false,
  since: at('08:00'),
  ...more,
});

const PRODUCTION = line('production');
const RELEASES = line('release', { release: true });
const MERGED = at('10:00');

const inProduction = (steps: RolloutStep[]) =>
  environmentOfChange(PRODUCTION, MERGED, steps);

const inReleases = (steps: RolloutStep[]) =>
  environmentOfChange(
    RELEASES,
    MERGED,
    steps.map(each => ({
      ...each,
      rollout: { ...each.rollout, environment: 'release', release: true },
    })),
  );

describe('the order of environments', () => {
  it('is the one a change takes: production, then releases last', () => {
    const lines = [
      RELEASES,
      PRODUCTION,
      line('preview', { since: at('09:00') }),
      line('staging', { since: at('08:30') }),
      line('dev', { since: at('08:30') }),
    ];
    expect(orderLines(lines).map(({ environment }) => environment)).toEqual([
      'dev',
      'staging',
      'preview',
      'production',
      'release',
    ]);
  });
});

describe('a merged change in an environment', () => {
  it('waits, since it was merged, until a deployment brings it', () => {
    expect(inProduction([])).toEqual({
      environment: 'production',
      production: true,
      release: false,
      state: 'waiting',
      since: MERGED,
    });
  });

  it('is live since the deployment that brought it', () => {
    expect(inProduction([step('1', '12:00', 'added')])).toMatchObject({
      state: 'live',
      since: at('12:00'),
      version: '1',
      deployment: 'deployment:github.com/acme/shop/1',
    });
  });

  it('was there before we looked, when the first deployment has it', () => {
    expect(
      inProduction([step('1', '12:00', 'added', 'baseline')]),
    ).toMatchObject({ state: 'baseline', since: at('12:00') });
  });

  it('is rolled back by the deployment that takes it out', () => {
    const steps = [
      step('1', '12:00', 'added'),
      step('2', '13:00', 'removed', 'diverged'),
    ];
    expect(inProduction(steps)).toMatchObject({
      state: 'rolled-back',
      since: at('13:00'),
      version: '2',
    });
  });

  it('is live again after a rollback and a way forward', () => {
    const steps = [
      step('3', '14:00', 'added'),
      step('1', '12:00', 'added', 'baseline'),
      step('2', '13:00', 'removed'),
    ];
    expect(inProduction(steps)).toMatchObject({
      state: 'live',
      since: at('14:00'),
    });
  });

  it('is what the later key says where times tie', () => {
    const tied = [
      step('b', '12:00', 'removed'),
      step('a', '12:00', 'added'),
      step('B', '12:00', 'added'),
    ];
    expect(inProduction(tied).state).toBe('rolled-back');
    expect(inProduction([...tied].reverse()).state).toBe('rolled-back');
  });

  it('is not touched by what happens elsewhere', () => {
    const elsewhere = step('1', '12:00', 'added', 'forward', {
      environment: 'production|staging',
    });
    expect(inProduction([elsewhere]).state).toBe('waiting');
  });

  it('is incomplete where commits between deployments are not known', () => {
    const unsure = { missing: ['x'] };
    expect(
      inProduction([step('1', '12:00', 'added', 'forward', unsure)]).incomplete,
    ).toBe(true);
    expect(
      inProduction([step('1', '12:00', 'added', 'baseline', unsure)]),
    ).not.toHaveProperty('incomplete');
  });
});

describe('a merged change in releases', () => {
  it('is in the first one that holds it, for good', () => {
    const steps = [
      step('v1', '12:00', 'added'),
      step('v0.9.1', '13:00', 'removed', 'diverged'),
      step('v2', '14:00', 'added'),
    ];
    expect(inReleases(steps)).toMatchObject({
      release: true,
      state: 'live',
      since: at('12:00'),
      version: 'v1',
    });
  });

  it('is released also by the first release there is', () => {
    expect(inReleases([step('v1', '12:00', 'added', 'baseline')]).state).toBe(
      'live',
    );
  });

  it('waits when releases only ever left it out', () => {
    expect(inReleases([step('v1', '12:00', 'removed')]).state).toBe('waiting');
  });
});
