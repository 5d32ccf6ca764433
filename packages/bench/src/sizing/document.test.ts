import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../paths';
import { ASSUMPTIONS } from './assumptions';
import { checkAgainstMonth } from './check';
import { partOf, withParts } from './document';
import { EVENTS } from './events';
import { sizeOfExamples } from './measure/examples';
import { measured } from './measured';
import { DEVELOPERS } from './options';
import { partsOf } from './parts';

describe('parts of a document', () => {
  const document = 'a\n<!-- sizing: x -->\n\nold\n\n<!-- sizing: end -->\nb\n';

  it('are replaced, and nothing around them', () => {
    const written = withParts(document, { x: 'new' });
    expect(written).toBe(document.replace('old', 'new'));
    expect(partOf(written, 'x')).toBe('new');
  });

  it('need a place', () => {
    expect(() => withParts(document, { y: 'new' })).toThrow('"y"');
  });
});

describe('docs/sizing.md', () => {
  const document = readFileSync(join(repository, 'docs', 'sizing.md'), 'utf8');
  const parts = partsOf(DEVELOPERS, ASSUMPTIONS, measured);

  it.each(Object.keys(parts))('has what the command prints: %s', name => {
    expect(partOf(document, name)).toBe(parts[name]);
  });
});

describe('the committed measurements', () => {
  it('are of the published examples there are', () => {
    for (const event of EVENTS) {
      expect(measured.sizes[event].examples).toBeGreaterThan(0);
      expect(sizeOfExamples(event).rawBytes).toBe(
        measured.sizes[event].rawBytes,
      );
    }
  });

  it('foretell the generated month to fifteen in a hundred', () => {
    const lines = checkAgainstMonth(ASSUMPTIONS, measured).filter(({ what }) =>
      ['deliveries', 'as sent', 'compressed', 'all tables'].includes(what),
    );
    expect(lines).toHaveLength(4);
    for (const { deviation } of lines) {
      expect(Math.abs(deviation)).toBeLessThan(0.15);
    }
  });
});
