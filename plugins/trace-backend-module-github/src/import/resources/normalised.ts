import { Fact } from '@throughline/plugin-trace-common';
import { ZodError } from 'zod';
import { GithubSettings } from '../../config';
import { EVENTS } from '../../events';
import { RepositoryPayload } from '../payloads/repository';

function reasonOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues[0].message;
  return error instanceof Error ? error.message : `${error}`;
}

/** Puts what the API answers through the normalisers of the webhooks. */
export class NormalisedPage {
  readonly facts: Fact[] = [];
  readonly unread: string[] = [];

  constructor(
    private readonly settings: GithubSettings,
    private readonly repository: RepositoryPayload,
  ) {}

  /** Reads one item; what cannot be read of it must not end the others. */
  item(what: string, read: () => Fact[]): void {
    try {
      this.facts.push(...read());
    } catch (error) {
      this.unread.push(`${what}: ${reasonOf(error)}`);
    }
  }

  /** @param what - names the item in a note, should it not be understood */
  add(event: string, payload: Record<string, unknown>, what: string): void {
    const normalise = EVENTS.get(event)!;
    const whole = { repository: this.repository, ...payload };
    this.item(what, () => {
      const result = normalise(whole, this.settings);
      return result.outcome === 'facts' ? result.facts : [];
    });
  }
}
