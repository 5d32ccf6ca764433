import { Severity } from '@throughline/plugin-trace-common';
import { at } from '../__testUtils__/nodes';
import { securityOf, verdictOf } from './security';

const finding = (severity: Severity, excepted = false) => ({
  tool: 'CodeQL',
  severity,
  excepted,
});
const summary = (...findings: Array<ReturnType<typeof finding>>) =>
  securityOf({
    findings,
    tools: ['Trivy', 'CodeQL', 'CodeQL'],
    at: at('10:00'),
    blockFrom: 'high',
  });

describe('what scans say of a change', () => {
  it('is nothing where nothing was scanned', () => {
    expect(securityOf(undefined)).toBeUndefined();
  });

  it('is fine where nothing was found', () => {
    expect(summary()).toEqual({
      open: 0,
      excepted: 0,
      tools: ['CodeQL', 'Trivy'],
      blocking: false,
      at: at('10:00'),
    });
  });

  it('holds it up from the severity on that is configured', () => {
    expect(summary(finding('medium'), finding('low'))).toMatchObject({
      open: 2,
      highest: 'medium',
      blocking: false,
    });
    expect(summary(finding('medium'), finding('high'))).toMatchObject({
      highest: 'high',
      blocking: true,
    });
  });

  it('does not where people live with it', () => {
    expect(summary(finding('critical', true))).toMatchObject({
      open: 0,
      excepted: 1,
      blocking: false,
    });
  });
});

describe('what checks and scans say together', () => {
  const checks = (passed: boolean) => ({ passed, at: at('11:00') });

  it('is passed when both are', () => {
    expect(verdictOf(checks(true), summary())).toEqual(checks(true));
    expect(verdictOf(checks(false), summary())).toEqual(checks(false));
    expect(verdictOf(checks(true), summary(finding('high')))).toEqual(
      checks(false),
    );
  });

  it('is what one of them says where there is no other', () => {
    expect(verdictOf(undefined, undefined)).toBeUndefined();
    expect(verdictOf(checks(false), undefined)).toEqual(checks(false));
    expect(verdictOf(undefined, summary())).toEqual({
      passed: true,
      at: at('10:00'),
    });
  });
});
