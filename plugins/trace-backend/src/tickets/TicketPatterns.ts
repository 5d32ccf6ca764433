import {
  around,
  ChangeAttributes,
  claimsIn,
  CommitAttributes,
  isNoise,
  KeptWord,
  Mention,
  MAX_MENTIONS,
  MentionPlace,
  mergedBranch,
  projectOfTicket,
  ticketKey,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { EntityConfig } from '../graph/attribution';
import { GraphNode } from '../graph/types';
import { CompiledPattern, compilePattern, keyOfMatch } from './compilePattern';
import { TicketSettings } from './settings';

/** How many matches of a pattern in one text are looked at. */
const MAX_MATCHES = 100;
/** Longer keys are none. */
const MAX_KEY = 64;

interface Found {
  ticket: string;
  index: number;
  length: number;
}

/** The number of the request itself, as forges write it into commits. */
const OWN_NUMBER = /\s*\(#\d{1,9}\)$/;
/** In branches `_` parts words, as `-` does. */
const isWordCharacter = (character: string, where: MentionPlace) =>
  (where === 'branch' ? /^[a-z0-9]$/i : /^\w$/).test(character);

/** Tickets as the settings say they are written. */
export class TicketPatterns {
  readonly #patterns: CompiledPattern[];

  constructor({ patterns }: TicketSettings) {
    this.#patterns = patterns.map(compilePattern);
  }

  /**
   * The tickets that a change or a commit names in what is kept of it: titles,
   * branches and labels as they are, of bodies and messages single words.
   */
  mentionsOf({ key, state }: Pick<GraphNode, 'key' | 'state'>): Mention[] {
    if (this.#patterns.length === 0) return [];
    const own = key.startsWith('commit:')
      ? this.#inSubject(state as unknown as CommitAttributes)
      : this.#inRequest(state as unknown as Partial<ChangeAttributes>);
    const { mentions = [], words = [] } = state as unknown as {
      mentions?: Mention[];
      words?: KeptWord[];
    };
    // A pattern may make another key of one that looks like a tracker's.
    const keys = mentions.flatMap(({ ticket, verb, where }): KeptWord[] =>
      projectOfTicket(ticket)
        ? [{ word: ticket.slice(ticket.indexOf(':') + 1), verb, where }]
        : [],
    );
    const inWords = [...words, ...keys].flatMap(({ word, verb, where }) =>
      this.#find(word, where).map(
        ({ ticket }): Mention => ({ ticket, verb, where, text: word }),
      ),
    );
    return [...own, ...inWords].slice(0, MAX_MENTIONS);
  }

  /** The tickets that a whole text names. */
  inText(text: string | undefined, where: MentionPlace): Mention[] {
    if (!text || this.#patterns.length === 0) return [];
    const read = withoutAddresses(text);
    const found = this.#find(read, where).sort((a, b) => a.index - b.index);
    const claims = claimsIn(read, where, found);
    return found.map(({ ticket, index, length }, position) => ({
      ticket,
      verb: claims[position],
      where,
      text: around(read, index, length),
    }));
  }

  /** Keys such as the patterns make, one for each project. */
  projectKeys(): string[] {
    return this.#patterns.map(({ project }) => ticketKey(`${project}-1`));
  }

  /** The ticket that a text is the name of; undefined when it is none's. */
  named(text: string): string | undefined {
    const trimmed = text.trim();
    return this.#find(trimmed, 'branch').find(
      ({ length }) => length === trimmed.length,
    )?.ticket;
  }

  /** An entity with the projects of patterns among those that it knows. */
  known<T extends Pick<EntityConfig, 'ref' | 'ticketPrefixes'>>(entity: T): T {
    const projects = this.#patterns
      .filter(
        ({ entities }) =>
          entities === undefined || entities.includes(entity.ref),
      )
      .map(({ project }) => project);
    return projects.length === 0
      ? entity
      : {
          ...entity,
          ticketPrefixes: [...new Set([...entity.ticketPrefixes, ...projects])],
        };
  }

  /** Where a ticket is read; undefined where no pattern says so. */
  addressOf(ticket: string): string | undefined {
    const project = projectOfTicket(ticket);
    const address = this.#patterns.find(
      pattern => pattern.url !== undefined && pattern.project === project,
    )?.url;
    const key = ticket.slice(ticket.indexOf(':') + 1);
    const id = key.slice(project?.length).replace(/^[._-]/, '');
    return address
      ?.replaceAll('{key}', encodeURIComponent(key))
      .replaceAll('{id}', encodeURIComponent(id));
  }

  #inRequest(state: Partial<ChangeAttributes>): Mention[] {
    const { title, headBranch, labels = [] } = state;
    return [
      ...this.inText(title, 'title'),
      ...this.inText(headBranch, 'branch'),
      // A label may name a ticket, but it does not say where it comes from.
      ...this.inText(labels.join('\n'), 'body').map(
        (mention): Mention => ({
          ...mention,
          verb: 'mentions',
          text: `label: ${mention.text}`,
        }),
      ),
    ];
  }

  #inSubject({ subject }: CommitAttributes): Mention[] {
    const branch = mergedBranch(subject);
    return branch
      ? this.inText(branch, 'branch')
      : this.inText(subject.replace(OWN_NUMBER, ''), 'title');
  }

  #find(text: string, where: MentionPlace): Found[] {
    return this.#patterns.flatMap(pattern => {
      const found: Found[] = [];
      const matcher = (
        where === 'branch' ? pattern.inBranches : pattern.expression
      ).matcher(text);
      for (let tries = 0; tries < MAX_MATCHES && matcher.find(); tries += 1) {
        const index = matcher.start();
        const match = text.slice(index, matcher.end());
        const whole =
          !isWordCharacter(text.charAt(index - 1), where) &&
          !isWordCharacter(text.charAt(matcher.end()), where);
        const ticket = ticketKey(
          keyOfMatch(pattern.key, group => matcher.group(group)),
        );
        // Where letters follow those of the project, it would be another's.
        const ours = projectOfTicket(ticket) === pattern.project;
        const isKey = ours && ticket.length <= MAX_KEY && match !== '';
        if (whole && isKey && !isNoise(match)) {
          found.push({ ticket, index, length: match.length });
        }
      }
      return found;
    });
  }
}
