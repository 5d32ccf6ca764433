import { LIMITS } from './limits';
import { parseReport } from './parseReport';
import { ReportError } from './ReportError';

const parse = (text: string) =>
  parseReport(text, 'unit.xml', { suites: 0, cases: 0 });
const cases = (...inner: string[]) =>
  parse(`<testsuite>${inner.join('')}</testsuite>`)[0].cases;

function problem(text: string): string {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ReportError);
    return (error as ReportError).message;
  }
  throw new Error('it was read');
}

describe('parseReport', () => {
  it('reads suites in suites, each with its own cases', () => {
    const suites = parse(`<?xml version="1.0"?>
      <testsuites name="all" timestamp="2024-05-01T10:00:00">
        <testsuite name="outer" time="3.5">
          <testcase name="a"/>
          <testsuite name="inner" timestamp="2024-05-01T11:00:00Z" time="1">
            <testcase classname="c" name="b" time="0.25"/>
          </testsuite>
          <testcase name="c"/>
        </testsuite>
      </testsuites>`);
    expect(
      suites.map(({ path, at, seconds, nests, cases: own }) => ({
        path: path.join('/'),
        at,
        seconds,
        nests,
        cases: own.map(({ name }) => name).join(),
      })),
    ).toEqual([
      {
        path: '',
        at: '2024-05-01T10:00:00.000Z',
        seconds: undefined,
        nests: true,
        cases: '',
      },
      {
        path: 'outer',
        at: '2024-05-01T10:00:00.000Z',
        seconds: 3.5,
        nests: true,
        cases: 'a,c',
      },
      {
        path: 'outer/inner',
        at: '2024-05-01T11:00:00.000Z',
        seconds: 1,
        nests: false,
        cases: 'b',
      },
    ]);
  });

  it.each([
    ['<testcase name="x"/>', 'passed', false],
    [
      '<testcase name="x"><system-out>y</system-out></testcase>',
      'passed',
      false,
    ],
    ['<testcase name="x"><skipped/></testcase>', 'skipped', false],
    ['<testcase name="x" status="disabled"/>', 'skipped', false],
    ['<testcase name="x" status="notrun"/>', 'skipped', false],
    [
      '<testcase name="x" status="disabled"><failure/></testcase>',
      'failed',
      false,
    ],
    [
      '<testcase name="x"><skipped/><failure/><error/></testcase>',
      'error',
      false,
    ],
    ['<testcase name="x"><failure/><skipped/></testcase>', 'failed', false],
    ['<testcase name="x"><flakyFailure/></testcase>', 'passed', true],
    [
      '<testcase name="x"><flakyError/><flakyError/></testcase>',
      'passed',
      true,
    ],
    [
      '<testcase name="x"><failure/><rerunFailure/></testcase>',
      'failed',
      false,
    ],
    [
      '<testcase name="x"><failure/><flakyFailure/></testcase>',
      'failed',
      false,
    ],
    [
      '<testcase name="x"><properties><failure/></properties></testcase>',
      'passed',
      false,
    ],
    [
      '<testcase name="x" constructor="y"><hasOwnProperty/><toString/></testcase>',
      'passed',
      false,
    ],
  ])('%s is %s, flaky: %s', (xml, outcome, flaky) => {
    expect(cases(xml)).toMatchObject([{ name: 'x', outcome, flaky }]);
  });

  it('leaves out cases that nothing names, and what is no case', () => {
    expect(
      cases(
        '<testcase/>',
        '<testcase name="" classname=""/>',
        '<system-out><testcase name="printed"/></system-out>',
        '<testcase name="x"><testcase name="within"/></testcase>',
      ).map(({ name }) => name),
    ).toEqual(['x']);
  });

  it('reads cases that stand directly in <testsuites>', () => {
    const [suite] = parse('<testsuites><testcase name="a"/></testsuites>');
    expect(suite).toMatchObject({ path: [], cases: [{ name: 'a' }] });
  });

  it('takes CDATA, comments, entities and any text for what they are', () => {
    expect(
      cases(
        '<!-- <testcase name="no"/> <!DOCTYPE no> -->',
        '<testcase name="a &lt;b&gt; &amp; &#x1F642; &quot;c&quot;">',
        '<system-out><![CDATA[<testcase name="no"/><!DOCTYPE no> ]] >]]></system-out>',
        '</testcase>',
      ).map(({ name }) => name),
    ).toEqual(['a <b> & 🙂 "c"']);
  });

  it('reads an output of megabytes', () => {
    const output = 'x &amp; y\n'.repeat(100_000);
    expect(
      cases(
        `<testcase name="a"><failure message="${output}">${output}</failure></testcase>`,
      ),
    ).toMatchObject([{ name: 'a', outcome: 'failed' }]);
  });

  describe('refuses, with the place,', () => {
    it.each([
      ['', 'line 1, column 1: there is no XML in it'],
      ['  \n ', 'line 1, column 1: there is no XML in it'],
      ['<!-- nothing -->', 'line 1, column 1: there is no XML in it'],
      [
        '{"tests": 1}',
        'line 1, column 1: it is not well-formed XML (Non-whitespace before first tag.)',
      ],
      [
        '<testsuite>\n <testcase name="a">',
        'line 2, column 20: it is not well-formed XML (Unclosed root tag)',
      ],
      [
        '<testsuite>\n <testcase name="a',
        'line 2, column 18: it is not well-formed XML (Unclosed root tag)',
      ],
      [
        '<testsuite>\n</testsuites>',
        'line 2, column 13: it is not well-formed XML (Unexpected close tag)',
      ],
      [
        '<testsuite>\n&nbsp;</testsuite>',
        'line 2, column 6: it is not well-formed XML (Invalid character entity)',
      ],
      [
        '<testsuite\nhasOwnProperty="1" name="x"/>',
        'line 2, column 27: it cannot be read',
      ],
      [
        '<testsuite a=b/>',
        'line 1, column 14: it is not well-formed XML (Unquoted attribute value)',
      ],
      [
        '<testsuite/>\n<testsuite/>',
        'line 2, column 12: there is a second root element',
      ],
      [
        '<html>\n</html>',
        'line 1, column 6: the root element is <html>; expected <testsuites> or <testsuite>',
      ],
    ])('%j', (text, message) => {
      expect(problem(text)).toBe(`unit.xml, ${message}`);
    });

    const REFUSED = 'a declaration (<!DOCTYPE …>, <!ENTITY …>) is refused';
    it.each([
      [
        '<?xml version="1.0"?>\n<!DOCTYPE testsuite>\n<testsuite/>',
        'line 2, column 1',
      ],
      [
        '<!doctype testsuite SYSTEM "http://example.com/x.dtd"><testsuite/>',
        'line 1, column 1',
      ],
    ])('a document type declaration: %j', (text, place) => {
      expect(problem(text)).toMatch(new RegExp(`^unit.xml, ${place}: `));
    });

    it('entities that expand a billion times', () => {
      const entities = Array.from(
        { length: 9 },
        (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
      );
      expect(
        problem(
          `<?xml version="1.0"?>\n<!-- a bomb -->\n<!DOCTYPE testsuite [\n<!ENTITY l0 "lol">\n${entities.join(
            '\n',
          )}\n]>\n<testsuite><testcase name="&l9;"/></testsuite>`,
        ),
      ).toBe(`unit.xml, line 3, column 1: ${REFUSED}`);
    });

    it('entities that would fetch a file', () => {
      expect(
        problem(
          `\n<!DOCTYPE testsuite [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]>\n<testsuite name="&x;"/>`,
        ),
      ).toBe(`unit.xml, line 2, column 1: ${REFUSED}`);
    });

    it.each([
      '<!ENTITY x "y">\n<testsuite name="&x;"/>',
      '<testsuite><!ENTITY x "y"></testsuite>',
      '<testsuite><!DOCTYPE x></testsuite>',
      '<!DOCTYPE x [ <!ENTITY y "z">',
      '<?x <!-- ?><!DOCTYPE x><!-- --><testsuite/>',
    ])('a declaration anywhere else: %j', text => {
      expect(problem(text)).toMatch(
        /^unit.xml, line 1, column \d+: a declaration .* is refused$/,
      );
    });
  });

  describe('is bounded', () => {
    it('in depth, without reading on', () => {
      expect(problem('<testsuite>'.repeat(4_500_000))).toBe(
        `unit.xml, line 1, column ${
          11 * (LIMITS.depth + 1)
        }: elements are nested more than 64 deep`,
      );
      expect(problem(`<testsuite>${'<a>'.repeat(1_000)}`)).toMatch(
        /nested more than 64 deep/,
      );
    });

    it('in suites and cases, over all files of an upload', () => {
      expect(
        problem(`<testsuites>${'<testsuite/>'.repeat(20_000)}</testsuites>`),
      ).toMatch(/more than 20000 test suites/);
      const usage = { suites: 0, cases: LIMITS.cases - 1 };
      const one = '<testsuite><testcase name="a"/></testsuite>';
      expect(parseReport(one, 'a.xml', usage)).toHaveLength(1);
      expect(() => parseReport(one, 'b.xml', usage)).toThrow(
        'b.xml, line 1, column 31: there are more than 200000 test cases',
      );
    });

    it('in the length of an attribute', () => {
      expect(
        problem(`<testsuite\nname="${'x'.repeat(LIMITS.attribute + 1)}"/>`),
      ).toMatch(/line 2, .*an attribute is longer than 1048576 characters/);
    });
  });
});
