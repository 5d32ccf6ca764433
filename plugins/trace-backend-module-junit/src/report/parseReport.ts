import { parser as createParser } from 'sax';
import { LIMITS } from './limits';
import { parseSeconds, parseTimestamp } from './numbers';
import { findDeclaration } from './findDeclaration';
import { judgeCase, TestCase } from './outcomes';
import { ReportError } from './ReportError';

/** A suite, with the cases that stand directly in it. */
export interface Suite {
  /** Names from the outermost suite to this one; unnamed ones are left out. */
  path: string[];
  /** Its own, or of the nearest suite around it. ISO 8601. */
  at?: string;
  /** As it says itself, with the suites in it. */
  seconds?: number;
  /** It holds other suites. */
  nests: boolean;
  cases: TestCase[];
}

/** How much of an upload's bounds is used up; shared by its files. */
export interface Usage {
  suites: number;
  cases: number;
}

interface OpenElement {
  name: string;
  suite?: Suite;
  testCase?: { attributes: Record<string, string>; children: Set<string> };
}

const DECLARATION_REFUSED =
  'a declaration (<!DOCTYPE …>, <!ENTITY …>) is refused';
const ROOTS = new Set(['testsuites', 'testsuite']);

function attribute(
  attributes: Record<string, string>,
  name: string,
): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Builds suites of elements as they open and close. */
class ReportBuilder {
  readonly suites: Suite[] = [];
  private readonly open: OpenElement[] = [];
  private roots = 0;

  constructor(
    private readonly usage: Usage,
    private readonly fail: (problem: string) => never,
  ) {}

  openElement(name: string, attributes: Record<string, string>): void {
    const parent = this.open.at(-1);
    if (!parent) this.checkRoot(name);
    if (this.open.length >= LIMITS.depth) {
      this.fail(`elements are nested more than ${LIMITS.depth} deep`);
    }
    parent?.testCase?.children.add(name);
    const element: OpenElement = { name };
    if (ROOTS.has(name) && (!parent || parent.suite)) {
      element.suite = this.addSuite(name, attributes, parent?.suite);
    } else if (name === 'testcase' && parent?.suite) {
      this.usage.cases += 1;
      if (this.usage.cases > LIMITS.cases) {
        this.fail(`there are more than ${LIMITS.cases} test cases`);
      }
      element.testCase = { attributes, children: new Set() };
    }
    this.open.push(element);
  }

  closeElement(): void {
    const { testCase } = this.open.pop() ?? {};
    if (!testCase) return;
    const { attributes, children } = testCase;
    const classname = attribute(attributes, 'classname') ?? '';
    const name = attribute(attributes, 'name') ?? '';
    // Nothing tells such a case from another one.
    if (!classname && !name) return;
    this.open.at(-1)?.suite?.cases.push({
      classname,
      name,
      seconds: parseSeconds(attribute(attributes, 'time')) ?? 0,
      ...judgeCase(attribute(attributes, 'status'), children),
    });
  }

  end(): void {
    if (this.roots === 0) this.fail('there is no XML in it');
  }

  private checkRoot(name: string): void {
    this.roots += 1;
    if (this.roots > 1) this.fail('there is a second root element');
    if (!ROOTS.has(name)) {
      this.fail(
        `the root element is <${name.slice(
          0,
          100,
        )}>; expected <testsuites> or <testsuite>`,
      );
    }
  }

  private addSuite(
    element: string,
    attributes: Record<string, string>,
    parent: Suite | undefined,
  ): Suite {
    this.usage.suites += 1;
    if (this.usage.suites > LIMITS.suites) {
      this.fail(`there are more than ${LIMITS.suites} test suites`);
    }
    const name = attribute(attributes, 'name')?.trim();
    // The name of <testsuites> is a title of the file, not part of a suite's.
    const named = name && element === 'testsuite' ? [name] : [];
    const suite: Suite = {
      path: [...(parent?.path ?? []), ...named],
      at: parseTimestamp(attribute(attributes, 'timestamp')) ?? parent?.at,
      seconds: parseSeconds(attribute(attributes, 'time')),
      nests: false,
      cases: [],
    };
    if (parent) parent.nests = true;
    this.suites.push(suite);
    return suite;
  }
}

/**
 * Reads JUnit XML, whatever dialect, in one pass.
 *
 * With sax directly rather than with `junit2json`, which stands on it: that one
 * loses positions, turns a test called `007` into the number 7, tells neither a
 * case's place nor an empty file from one that is not JUnit, cannot be stopped
 * at a document type declaration, and recurses as deep as the file does.
 *
 * A document type declaration is refused, whatever is in it, before anything is
 * read. Without one there are no entities but XML's five, so nothing can expand
 * or be fetched.
 *
 * @returns suites in the order in which they begin
 * @throws ReportError
 */
export function parseReport(text: string, file: string, usage: Usage): Suite[] {
  const sax = createParser(true, { strictEntities: true } as object);
  const here = () => ({ line: sax.line + 1, column: Math.max(1, sax.column) });
  const fail = (problem: string, position = here()): never => {
    throw new ReportError(file, problem, position);
  };
  const builder = new ReportBuilder(usage, fail);

  sax.onerror = ({ message }) => {
    // Sax appends the position in a form of its own.
    fail(`it is not well-formed XML (${message.split('\n', 1)[0]})`);
  };
  // The scan below has seen these but where sax reads markup differently.
  sax.ondoctype = () => fail(DECLARATION_REFUSED);
  sax.onsgmldeclaration = () => fail(DECLARATION_REFUSED);
  sax.onattribute = ({ value }) => {
    if (value.length > LIMITS.attribute) {
      fail(`an attribute is longer than ${LIMITS.attribute} characters`);
    }
  };
  sax.onopentag = ({ name, attributes }) => {
    builder.openElement(name, attributes as Record<string, string>);
  };
  sax.onclosetag = () => builder.closeElement();

  const declaration = findDeclaration(text);
  if (declaration) fail(DECLARATION_REFUSED, declaration);
  try {
    sax.write(text).close();
    builder.end();
  } catch (error) {
    if (error instanceof ReportError) throw error;
    // Sax trips over an attribute that is called `hasOwnProperty`.
    fail('it cannot be read');
  }
  return builder.suites;
}
