import { findingKey } from '@throughline/plugin-trace-common';
import { JsonObject } from '@backstage/types';
import { at, SHOP } from '../__testUtils__/nodes';
import { GraphNode } from '../graph/types';
import { judgeFinding } from './judgeFinding';

const alert = (more: JsonObject = {}): GraphNode => ({
  key: findingKey(SHOP, 'code-scanning-1'),
  kind: 'finding',
  repository: SHOP,
  title: 'XSS',
  at: at('12:00'),
  state: { tool: 'CodeQL', state: 'open', createdAt: at('09:00'), ...more },
});

const seen = (sha: string, defaultBranch: boolean) => ({
  [`seen:${sha}`]: { sha, at: at('09:00'), defaultBranch },
});

describe('a finding of a forge', () => {
  it('is what its forge says', () => {
    expect(judgeFinding(alert(), undefined)).toMatchObject({
      state: 'open',
      openedAt: at('09:00'),
    });
    expect(
      judgeFinding(alert({ state: 'fixed', fixedAt: at('11:00') }), undefined),
    ).toMatchObject({
      state: 'closed',
      closedAt: at('11:00'),
      closedBecause: 'fixed',
    });
    expect(
      judgeFinding(
        alert({ state: 'dismissed', dismissedAt: at('11:30') }),
        undefined,
      ),
    ).toMatchObject({ closedAt: at('11:30'), closedBecause: 'dismissed' });
  });

  it('is not of the entity where it was seen on other branches only', () => {
    expect(judgeFinding(alert(seen('h1', false)), undefined)).toMatchObject({
      state: 'branch',
      foundIn: ['h1'],
    });
    expect(
      judgeFinding(
        alert({ ...seen('h1', false), ...seen('m1', true) }),
        undefined,
      ).state,
    ).toBe('open');
  });
});

describe('a finding of scans', () => {
  const scanned = alert({ category: '' });
  const sighting = {
    firstAt: at('09:00'),
    firstSha: 'm1',
    lastAt: at('10:00'),
    lastSha: 'm2',
    lastLine: 7,
  };

  it('is there until a scan of the default branch no longer has it', () => {
    expect(judgeFinding(scanned, sighting)).toMatchObject({
      state: 'open',
      line: 7,
      foundIn: ['m1', 'm2'],
    });
    expect(
      judgeFinding(scanned, { ...sighting, goneAt: at('11:00') }),
    ).toMatchObject({ state: 'closed', closedAt: at('11:00') });
  });

  it('is nobody’s before the default branch had it', () => {
    expect(
      judgeFinding(scanned, { branchAt: at('09:30'), branchSha: 'h1' }),
    ).toMatchObject({ state: 'branch', foundIn: ['h1'] });
    expect(judgeFinding(scanned, undefined).state).toBe('branch');
  });
});
