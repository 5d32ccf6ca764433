import { JsonObject } from '@backstage/types';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { usage } from '../exit';

/** What a checkpoint is of: for anything else it would be wrong. */
export interface CheckpointSubject extends JsonObject {
  portal: string;
  source: string;
  repository: string;
  /** As given; empty: from the beginning. */
  since: string;
}

const SUBJECT = ['portal', 'source', 'repository', 'since'] as const;

/** How far an import has come, in a file that the user named. */
export class CheckpointFile {
  private constructor(
    private readonly path: string,
    private readonly subject: CheckpointSubject,
    /** What the last stored batch left; undefined in a file that is new. */
    readonly checkpoint: JsonObject | undefined,
  ) {}

  /**
   * @throws CliError when the file is there and is no checkpoint of this
   *   repository in this portal
   */
  static async open(
    path: string,
    subject: CheckpointSubject,
  ): Promise<CheckpointFile> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') {
        return new CheckpointFile(path, subject, undefined);
      }
      throw usage(`The checkpoint ${path} cannot be read (${code}).`);
    }
    let stored: (Partial<CheckpointSubject> & JsonObject) | undefined;
    try {
      stored = JSON.parse(text);
    } catch {
      stored = undefined;
    }
    const checkpoint = stored?.checkpoint;
    if (!stored || !checkpoint || typeof checkpoint !== 'object') {
      throw usage(
        `${path} is no checkpoint of this command; delete it, or name another file with --checkpoint.`,
      );
    }
    const other = SUBJECT.find(name => stored[name] !== subject[name]);
    if (other) {
      throw usage(
        `The checkpoint ${path} is for --${other} "${stored[other]}", not for "${subject[other]}"; name another file with --checkpoint.`,
      );
    }
    return new CheckpointFile(path, subject, checkpoint as JsonObject);
  }

  /** @throws CliError when it cannot be written */
  async write(checkpoint: JsonObject): Promise<void> {
    const next = `${this.path}.next`;
    try {
      await writeFile(
        next,
        `${JSON.stringify({ ...this.subject, checkpoint })}\n`,
      );
      // At once, so that a kill leaves the old one or the new one.
      await rename(next, this.path);
    } catch (error) {
      throw usage(
        `The checkpoint ${this.path} cannot be written (${
          (error as NodeJS.ErrnoException).code
        }).`,
      );
    }
  }
}
