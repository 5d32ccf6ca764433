import { at, runNode } from '../__testUtils__/nodes';
import { isSecurityCheck, securityOfChecks } from './securityChecks';

const passed = [{ conclusion: 'success' as const }];
const failed = [{ conclusion: 'failure' as const }];

describe('a check of a scanner', () => {
  it.each(['CodeQL', 'Analyze (CodeQL)', 'dependency-review', 'trivy fs'])(
    'is told by its name: %s',
    name => {
      expect(isSecurityCheck(runNode(name, passed))).toBe(true);
    },
  );

  it.each(['CI', 'unit tests', 'fast checks', 'insecure naming'])(
    'is not %s',
    name => {
      expect(isSecurityCheck(runNode(name, passed))).toBe(false);
    },
  );
});

describe('what scanners say of a commit', () => {
  it('is nothing where none of them looked at it', () => {
    expect(securityOfChecks([runNode('CI', failed)], 'head')).toBeUndefined();
    expect(securityOfChecks([runNode('CodeQL', failed)], 'x')).toBeUndefined();
  });

  it('is passed when all of them passed', () => {
    const checks = [
      runNode('CodeQL', [{ conclusion: 'failure' }, ...passed]),
      runNode('trivy', [{ conclusion: 'neutral' }], { at: at('10:00') }),
    ];
    expect(securityOfChecks(checks, 'head')).toEqual({
      passed: true,
      at: at('10:00'),
    });
  });

  it('is not passed while one failed, or still runs', () => {
    for (const attempts of [failed, [{ status: 'running' as const }]]) {
      const checks = [runNode('CodeQL', attempts), runNode('trivy', passed)];
      expect(securityOfChecks(checks, 'head')?.passed).toBe(false);
    }
  });
});
