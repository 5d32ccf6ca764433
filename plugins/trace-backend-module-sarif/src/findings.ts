import { JsonObject } from '@backstage/types';
import {
  Fact,
  FindingAttributes,
  findingKey,
  ScanAttributes,
  scanKey,
  storableText,
  toInstant,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { LIMITS } from './report/limits';
import { identityOf, lineOf, pathOf } from './report/places';
import { ruleIdOf, ruleOf, severityOf, subtypeOf } from './report/rules';
import { SarifReport, SarifResult, SarifRun } from './report/schema';
import { Upload } from './request/readQuery';

const digest = (...parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const tidy = (text: string) =>
  storableText(
    text
      .slice(0, 4 * LIMITS.text)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
    LIMITS.text,
  );

/** Kinds of results that are no weakness (SARIF 2.1.0 §3.27.9). */
const FINE = new Set(['pass', 'notApplicable', 'informational']);

/** Whether a result says that there is something, and nobody took it back. */
function isFound({
  kind = 'fail',
  baselineState,
  suppressions = [],
}: SarifResult) {
  const suppressed =
    suppressions.length > 0 &&
    suppressions.every(({ status = 'accepted' }) => status === 'accepted');
  return !FINE.has(kind) && baselineState !== 'absent' && !suppressed;
}

/**
 * Which of a tool's analyses a run is: what `automationDetails.id` has before
 * its last slash, as GitHub reads it.
 */
function categoryOf(run: SarifRun, upload: Upload): string {
  const id = run.automationDetails?.id ?? '';
  return upload.category ?? tidy(id.slice(0, Math.max(0, id.lastIndexOf('/'))));
}

/** When a run was over; reports do not know what comes after they arrive. */
function endOf(run: SarifRun, receivedAt: string): string {
  const ends = (run.invocations ?? [])
    .flatMap(({ endTimeUtc }) => toInstant(endTimeUtc) ?? [])
    .sort();
  const last = ends.at(-1);
  return last && last < receivedAt ? last : receivedAt;
}

/**
 * Scans repeat what they say of a finding. Dated by the month it is stored once
 * a month, and not once a scan: where it is, and whether, is what scans say.
 */
const monthOf = (at: string) => `${at.slice(0, 7)}-01T00:00:00.000Z`;

interface Found {
  id: string;
  line?: number;
  attributes: Omit<FindingAttributes, 'createdAt'>;
}

function readResult(
  run: SarifRun,
  result: SarifResult,
  category: string,
): Found {
  const tool = tidy(run.tool.driver.name);
  const rule = ruleOf(run, result);
  const ruleId = ruleIdOf(result, rule);
  const path = pathOf(run, result);
  const helpUri = rule?.helpUri;
  const url =
    helpUri && helpUri.length <= 2_000 && URL.canParse(helpUri)
      ? new URL(helpUri)
      : undefined;
  return {
    id: `sarif-${digest(
      tool,
      category,
      ruleId,
      path ?? '',
      identityOf(result),
    ).slice(0, 22)}`,
    line: lineOf(result),
    attributes: {
      subtype: subtypeOf(tool, ruleId, rule),
      tool,
      category,
      rule: tidy(ruleId),
      // Not its message, which may quote the code, or the secret in it.
      title: tidy(rule?.shortDescription?.text || rule?.name || ruleId),
      ...(url && /^https?:$/.test(url.protocol) && { url: url.href }),
      severity: severityOf(result, rule),
      state: 'open',
      ...(path !== undefined && { path: storableText(path, LIMITS.path) }),
    },
  };
}

/**
 * The facts that a report is: one for each finding, and one for each scan, by
 * tool and category, with all that it found.
 */
export function findingFacts(
  report: SarifReport,
  upload: Upload,
  receivedAt: string,
): Fact[] {
  const { repository, sha, defaultBranch } = upload;
  const scans = new Map<string, { scan: ScanAttributes; found: Found[] }>();
  for (const run of report.runs) {
    // Without the list it did not come to look; an empty one found nothing.
    if (!run.results) continue;
    const tool = tidy(run.tool.driver.name);
    const category = categoryOf(run, upload);
    const key = scanKey(repository, sha, digest(tool, category).slice(0, 22));
    const held = scans.get(key);
    const at = endOf(run, receivedAt);
    const found = run.results
      .filter(isFound)
      .map(result => readResult(run, result, category));
    scans.set(key, {
      scan: {
        tool,
        category,
        sha,
        at: held && held.scan.at > at ? held.scan.at : at,
        findings: 0,
        ...(defaultBranch !== undefined && { defaultBranch }),
      },
      found: [...(held?.found ?? []), ...found],
    });
  }
  return [...scans].flatMap(([subject, { scan, found }]): Fact[] => {
    const once = [...new Map(found.map(one => [one.id, one])).values()];
    return [
      {
        subject,
        at: scan.at,
        attributes: {
          ...scan,
          findings: once.length,
          results: once.map(({ id, line }) =>
            line === undefined ? id : `${id}:${line}`,
          ),
        } as JsonObject,
      },
      ...once.map(({ id, attributes }) => ({
        subject: findingKey(repository, id),
        at: monthOf(scan.at),
        attributes: { ...attributes } as unknown as JsonObject,
      })),
    ];
  });
}
