import {
  advisoryEvent,
  at,
  codeAlertEvent,
  dependabotAlertEvent,
  secretAlertEvent,
  SHA as sha,
} from '../__testUtils__/alertPayloads';
import { factsOf } from '../__testUtils__/deliver';

async function said(event: string, payload: object) {
  const [fact, ...others] = await factsOf(event, payload);
  expect(others).toEqual([]);
  return fact;
}

describe('code_scanning_alert', () => {
  it('is a finding, seen on a commit', async () => {
    expect(
      await said('code_scanning_alert', codeAlertEvent('created')),
    ).toEqual({
      subject: 'finding:github.com/acme/shop/findings/code-scanning-7',
      at: '2026-03-02T09:00:00.000Z',
      rank: 0,
      attributes: {
        subtype: 'code',
        tool: 'CodeQL',
        rule: 'js/xss',
        title: 'Cross-site scripting',
        url: 'https://github.com/acme/shop/security/code-scanning/7',
        severity: 'critical',
        state: 'open',
        path: 'a.ts',
        line: 3,
        [`seen:${sha}`]: {
          sha,
          at: '2026-03-02T09:00:00.000Z',
          defaultBranch: true,
        },
        createdAt: '2026-03-02T09:00:00.000Z',
        fixedAt: null,
        dismissedAt: null,
        dismissedReason: null,
      },
    });
  });

  it('says when it was seen on another branch', async () => {
    const { attributes } = await said(
      'code_scanning_alert',
      codeAlertEvent('appeared_in_branch', {}, { ref: 'refs/heads/steps' }),
    );
    expect(attributes[`seen:${sha}`]).toMatchObject({ defaultBranch: false });
  });

  it('is closed by hand without a commit', async () => {
    const payload = codeAlertEvent(
      'closed_by_user',
      {
        state: 'dismissed',
        dismissed_at: at('10:00'),
        dismissed_reason: 'false positive',
      },
      { commit_oid: '' },
    );
    const { at: when, attributes } = await said('code_scanning_alert', payload);
    expect(when).toBe('2026-03-02T10:00:00.000Z');
    expect(attributes).toMatchObject({
      state: 'dismissed',
      dismissedReason: 'false positive',
    });
    expect(Object.keys(attributes).join()).not.toContain('seen:');
  });
});

describe('dependabot_alert', () => {
  it('is a finding of a manifest', async () => {
    const { subject, attributes } = await said(
      'dependabot_alert',
      dependabotAlertEvent(),
    );
    expect(subject).toMatch(/findings\/dependabot-3$/);
    expect(attributes).toMatchObject({
      subtype: 'dependency',
      severity: 'medium',
      state: 'dismissed',
      path: 'services/cart/package.json',
      dependency: 'left-pad < 2',
      dismissedAt: '2026-03-02T11:00:00.000Z',
    });
  });
});

describe('secret_scanning_alert', () => {
  it('is restricted, and says nothing of the secret', async () => {
    const fact = await said(
      'secret_scanning_alert',
      secretAlertEvent('created'),
    );
    expect(fact.attributes).toMatchObject({
      subtype: 'secret',
      title: 'GitHub Personal Access Token',
      restricted: true,
    });
    expect(JSON.stringify(fact)).not.toContain('hunter2');
  });

  it.each([
    ['revoked', 'fixed'],
    ['used_in_tests', 'dismissed'],
  ])('resolved as %s is %s', async (resolution, state) => {
    const { attributes } = await said(
      'secret_scanning_alert',
      secretAlertEvent('resolved', { resolution, resolved_at: at('10:00') }),
    );
    expect(attributes).toMatchObject({ state, restricted: false });
  });
});

describe('repository_advisory', () => {
  it.each([
    ['reported', 'triage', 'open', true],
    ['published', 'published', 'fixed', false],
  ])('that is %s is restricted or not', async (action, state, is, hidden) => {
    const { subject, attributes } = await said(
      'repository_advisory',
      advisoryEvent(action, state),
    );
    expect(subject).toMatch(/findings\/advisory-GHSA-2$/);
    expect(attributes).toMatchObject({ state: is, restricted: hidden });
  });
});
