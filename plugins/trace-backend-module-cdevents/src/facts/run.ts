import {
  AttemptAttributes,
  checkRunKey,
  Fact,
  PipelineRunAttributes,
  workflowRunKey,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent, Reference, referenceTo } from '../event';
import { identityFacts } from './artifact';
import { fallback, ownKey, pageAddress, words } from './fact';
import { readForgeAddress } from './forgeAddress';
import { readArtifactId } from './purl';

/** Registers besides those that the graph knows. */
interface Times {
  queuedAt: string;
  startedAt: string;
  /** Node key of what a build gave. */
  artifact: string;
}

type Stage = 'queued' | 'started' | 'finished';
const RANKS: Record<Stage, number> = { queued: 0, started: 1, finished: 2 };
const STATUS: Record<Stage, AttemptAttributes['status']> = {
  queued: 'queued',
  started: 'running',
  finished: 'completed',
};
/** A task may say anything; what is not known says nothing. */
const CONCLUSIONS = new Map<string, AttemptAttributes['conclusion']>([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['cancel', 'cancelled'],
  // As the forges have it, which some senders hand on.
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
  ['neutral', 'neutral'],
  ['timed_out', 'timed-out'],
  ['action_required', 'action-required'],
]);

interface Run {
  key: string;
  attempt: number;
  /** True when its forge counts it, whose connector says more of it. */
  forge: boolean;
}

/** A run or task by its address at a forge, or by its id. */
function runAt(of: 'run' | 'job', subject: Reference, address?: string): Run {
  const named = [subject.id, address]
    .map(readForgeAddress)
    .find(found => found?.of === of);
  if (!named) {
    return { key: ownKey('pipelineRun', subject), attempt: 1, forge: false };
  }
  const keyFor = of === 'run' ? workflowRunKey : checkRunKey;
  return {
    key: keyFor(named.repository, named.id),
    attempt: named.attempt ?? 1,
    forge: true,
  };
}

function attemptOf(
  { content }: CdEvent,
  stage: Stage,
  attempt: number,
  at: string,
): AttemptAttributes {
  return {
    attempt,
    status: STATUS[stage],
    conclusion:
      stage === 'finished' ? CONCLUSIONS.get(content.outcome ?? '') : undefined,
    queuedAt: stage === 'queued' ? at : undefined,
    startedAt: stage === 'started' ? at : undefined,
    completedAt: stage === 'finished' ? at : undefined,
  };
}

/** Where its forge reports it too, all of this yields to that. */
function runFacts(
  event: CdEvent,
  { key, attempt, forge }: Run,
  at: string,
  attributes: Partial<PipelineRunAttributes & Times>,
): Fact[] {
  const stage = event.name.split('.')[1] as Stage;
  const registers = {
    ...attributes,
    ...(stage === 'queued' && { queuedAt: at }),
    ...(stage === 'started' && { startedAt: at }),
    [`attempt:${attempt}`]: attemptOf(event, stage, attempt, at),
  };
  const rank = RANKS[stage];
  return [
    forge ? fallback(key, registers, rank) : fact(key, at, registers, rank),
  ];
}

/** `pipelinerun.*` */
export function pipelineRunFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const address = content.uri ?? content.url;
  return runFacts(event, runAt('run', subject, address), at, {
    subtype: 'workflow',
    name: words(content.pipelineName) ?? words(subject.id) ?? 'pipeline',
    url: pageAddress(address),
  });
}

/** `taskrun.*` */
export function taskRunFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const address = content.uri ?? content.url;
  const { pipelineRun } = content;
  return runFacts(event, runAt('job', subject, address), at, {
    subtype: 'job',
    name: words(content.taskName) ?? words(subject.id) ?? 'task',
    url: pageAddress(address),
    partOf: pipelineRun && runAt('run', referenceTo(pipelineRun, event)).key,
  });
}

/** `build.*` */
export function buildFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const artifact = content.artifactId
    ? readArtifactId(content.artifactId, event.source)
    : undefined;
  const run = { key: ownKey('pipelineRun', subject), attempt: 1, forge: false };
  // That a build is over is all that is said of how it went: it has no outcome.
  const built = runFacts(event, run, at, {
    subtype: 'job',
    name: `build ${words(subject.id) ?? ''}`.trim(),
    artifact: artifact?.key,
  });
  return artifact ? [...built, ...identityFacts(artifact)] : built;
}
