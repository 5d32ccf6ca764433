import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  ExceptionAttributes,
  FindingSummary,
  MAX_EXCEPTION_DAYS,
  mergeFacts,
  storableText,
  toInstant,
  traceExceptionCreatePermission,
  traceRestrictedReadPermission,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { readFacts } from '../database/graph/operations/facts';
import {
  readFindings,
  StoredFinding,
} from '../database/graph/operations/findings';
import { Projector } from '../service/Projector';
import { Visibility } from '../service/Visibility';
import { presentFinding } from './FindingReader';

const DAY = 24 * 3_600_000;
const A_DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * The end of the day until which an exception is to be.
 *
 * @throws InputError for what is no day, or is past, or too far
 */
export function endOfDay(until: string, now: number): string {
  const end = A_DAY.test(until)
    ? toInstant(`${until}T23:59:59.999Z`)
    : undefined;
  const last = now + MAX_EXCEPTION_DAYS * DAY;
  if (!end || !end.startsWith(until)) {
    throw new InputError('until: expected a day, e.g. 2026-12-31');
  }
  if (Date.parse(end) <= now || Date.parse(end) > last) {
    throw new InputError('until: expected a day to come, at most a year ahead');
  }
  return end;
}

/** What people decide to live with. Each decision is a fact. */
export class Exceptions {
  constructor(
    private readonly services: {
      knex: Knex;
      visibility: Visibility;
      projector: Projector;
    },
  ) {}

  /**
   * Accepts a finding until a day, or takes that back.
   *
   * @param asked - undefined: it is withdrawn
   * @returns the finding as it is now
   * @throws NotFoundError as if it did not exist, where the reader sees none of
   *   its entities
   * @throws NotAllowedError without the permission on each of them
   */
  async decide(
    key: string,
    asked: { reason: string; until: string } | undefined,
    credentials: BackstageCredentials,
    by: string,
  ): Promise<FindingSummary> {
    const { knex, projector } = this.services;
    const seesRestricted = await this.#require(key, credentials);
    const until = asked && endOfDay(asked.until, Date.now());
    if (!asked) await this.#requireExcepted(key);
    await knex.transaction(async tx => {
      const facts = (await readFacts(tx, [key])).get(key) ?? [];
      const held = mergeFacts(facts).exception;
      // Who decides has seen what was decided before, whatever clocks say.
      const after = held ? Date.parse(held.at) + 1 : 0;
      const at = toInstant(Math.max(Date.now(), after))!;
      const reason = withoutAddresses(asked?.reason ?? '');
      const exception: ExceptionAttributes | null = until
        ? {
            acceptedBy: by,
            reason: storableText(reason, reason.length),
            until,
            at,
          }
        : null;
      await appendFacts(tx, [
        {
          subject: key,
          at,
          attributes: { exception } as unknown as JsonObject,
        },
      ]);
    });
    await projector.projectAhead({ subject: [key], finding: [key] });
    const [stored] = await readFindings(knex, [key]);
    return presentFinding(stored, {
      seesRestricted,
      now: new Date().toISOString(),
    });
  }

  async #requireExcepted(key: string): Promise<void> {
    const held = await readFindings(this.services.knex, [key]);
    if (held.some(({ exceptedUntil }) => exceptedUntil !== undefined)) return;
    throw new InputError('There is no exception to withdraw');
  }

  /** @returns whether they see what is restricted */
  async #require(
    key: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { knex, visibility } = this.services;
    const rows: StoredFinding[] = (await readFindings(knex, [key])).filter(
      ({ entityRef, state }) => entityRef !== '' && state !== 'branch',
    );
    const refs = rows.map(({ entityRef }) => entityRef);
    const { visible, restricted } = await visibility.visibleEntities(
      refs,
      credentials,
    );
    if (visible.size === 0) throw new NotFoundError(`No finding ${key}`);
    const may = await visibility.may(
      traceExceptionCreatePermission,
      refs,
      credentials,
    );
    if (may.size < refs.length) {
      throw new NotAllowedError(
        `This needs the permission ${traceExceptionCreatePermission.name} on each entity of the finding`,
      );
    }
    const seesRestricted = restricted.size === refs.length;
    if (rows[0].finding.restricted && !seesRestricted) {
      throw new NotAllowedError(
        `What is restricted needs the permission ${traceRestrictedReadPermission.name}`,
      );
    }
    return seesRestricted;
  }
}
