import { Fact } from '@throughline/plugin-trace-common';
import { NormaliseError } from '@throughline/plugin-trace-node';
import { GithubSettings } from '../../config';
import { EVENTS } from '../../events';
import { RepositoryPayload } from '../payloads/repository';

/** Puts what the API answers through the normalisers of the webhooks. */
export class NormalisedPage {
  readonly facts: Fact[] = [];
  readonly unread: string[] = [];

  constructor(
    private readonly settings: GithubSettings,
    private readonly repository: RepositoryPayload,
  ) {}

  /** @param what - names the item in a note, should it not be understood */
  add(event: string, payload: Record<string, unknown>, what: string): void {
    const normalise = EVENTS.get(event)!;
    const whole = { repository: this.repository, ...payload };
    try {
      const result = normalise(whole, this.settings);
      if (result.outcome === 'facts') this.facts.push(...result.facts);
    } catch (error) {
      if (!(error instanceof NormaliseError)) throw error;
      this.unread.push(`${what}: ${error.message}`);
    }
  }
}
