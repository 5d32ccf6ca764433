import {
  Finder,
  lengthsOf,
  normaliseWords,
  Replacement,
} from '@throughline/backend-kit';

/** By what somebody who was erased is recognised, without the text itself. */
export interface KnownMark extends Replacement {
  /** Of the person. */
  pseudonym: string;
  /** Which of the person's logins it is, from 1; 0 for all else. */
  login: number;
  hash: string;
  words: number;
  length: number;
}

/** Texts that are remembered; a few megabytes. */
const MAX_OTHERS = 50_000;

/** Recognises erased people by keyed hashes. */
export class MarkFinder implements Finder<KnownMark> {
  readonly lengths: Finder['lengths'];
  readonly #byHash = new Map<string, KnownMark[]>();
  readonly #hash: (text: string) => string;
  readonly #marks: KnownMark[];
  #names: MarkFinder | undefined;
  /** Texts that were looked up and mean nobody who was erased. */
  readonly #others = new Set<string>();

  constructor(marks: KnownMark[], hash: (text: string) => string) {
    this.#hash = hash;
    this.#marks = marks;
    this.lengths = lengthsOf(marks);
    for (const mark of marks) {
      this.#byHash.set(mark.hash, [
        ...(this.#byHash.get(mark.hash) ?? []),
        mark,
      ]);
    }
  }

  find(text: string): KnownMark[] {
    // Words come again and again, and hashing is what takes the time.
    if (this.#others.has(text)) return [];
    const marks = this.#byHash.get(this.#hash(text));
    if (marks) return marks;
    if (this.#others.size === MAX_OTHERS) this.#others.clear();
    this.#others.add(text);
    return [];
  }

  /** Only what is no login: what people are called in full. */
  get names(): MarkFinder {
    this.#names ??= new MarkFinder(
      this.#marks.filter(({ login }) => login === 0),
      this.#hash,
    );
    return this.#names;
  }

  /** Who a login or a name is as a whole, also if it is an ordinary word. */
  whole(text: string, host: string | undefined): KnownMark | undefined {
    return this.find(normaliseWords(text)).find(
      mark => !host || !mark.host || mark.host === host,
    );
  }
}
