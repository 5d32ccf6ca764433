import { ASSUMPTIONS, Assumptions } from './assumptions';

/** What was asked for on the command line. */
export interface SizingOptions {
  /** Of each column of the table. */
  developers: number[];
  assumed: Assumptions;
  measure: boolean;
  json: boolean;
  /** Puts the tables into docs/sizing.md. */
  write: boolean;
}

const USAGE =
  'npm run sizing -- [--developers 600] [--assume name=number] [--measure] [--json] [--write]';

/** Sizes that are shown when none is asked for. */
export const DEVELOPERS = [50, 600, 5_000];

function positive(text: string | undefined, what: string): number {
  const value = Number(text);
  if (!text || !Number.isFinite(value) || value < 0) {
    throw new Error(`${what} has to be a number, not "${text ?? ''}"`);
  }
  return value;
}

function assumption(text: string | undefined): Partial<Assumptions> {
  const [name, value] = (text ?? '').split('=');
  if (!Object.hasOwn(ASSUMPTIONS, name)) {
    throw new Error(
      `There is no assumption "${name}". There are: ${Object.keys(
        ASSUMPTIONS,
      ).join(', ')}.`,
    );
  }
  return { [name]: positive(value, name) };
}

/**
 * @throws Error that says what there is, when something else was asked for
 */
export function parseOptions(args: string[]): SizingOptions {
  const options: SizingOptions = {
    developers: [],
    assumed: { ...ASSUMPTIONS },
    measure: false,
    json: false,
    write: false,
  };
  for (let index = 0; index < args.length; index++) {
    switch (args[index]) {
      case '--developers': {
        const developers = positive(args[++index], '--developers');
        if (!Number.isInteger(developers) || developers < 1) {
          throw new Error('--developers has to be a whole number from 1 on');
        }
        options.developers.push(developers);
        break;
      }
      case '--assume':
        Object.assign(options.assumed, assumption(args[++index]));
        break;
      case '--measure':
        options.measure = true;
        break;
      case '--json':
        options.json = true;
        break;
      case '--write':
        options.write = true;
        break;
      default:
        throw new Error(`There is no "${args[index]}". ${USAGE}`);
    }
  }
  const own =
    options.developers.length > 0 ||
    Object.entries(options.assumed).some(
      ([name, value]) => ASSUMPTIONS[name as keyof Assumptions] !== value,
    );
  if (options.write && own) {
    throw new Error('--write puts what is assumed for all into the document');
  }
  if (options.developers.length === 0) options.developers = [...DEVELOPERS];
  return options;
}
