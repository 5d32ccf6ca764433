import {
  ChangeAttributes,
  mergeFacts,
  PipelineRunAttributes,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readFacts } from '../database/graph/operations/facts';
import { readNodes } from '../database/graph/operations/nodes';
import { GraphNode } from '../graph/types';

/** Which commit an artifact was built from, as others say. */
export interface BuiltFrom {
  repository: RepositoryName;
  sha: string;
  /**
   * `artifact-change`: the change that it says it was packaged for landed as
   * this commit. `event-links`: events that led to it are about that change, or
   * a run that ran on the commit.
   */
  rule: 'artifact-change' | 'event-links';
  /** Node key of the change or run. */
  text: string;
  confidence: number;
}

/** What was asked for an artifact's commit, and what came of it. */
export interface Asked {
  built?: BuiltFrom;
  /** Subjects that it depends on, there or not. */
  subjects: string[];
}

/** It may have been packaged before the change landed, from its branch. */
const BY_OTHERS = 0.8;
/** Events that led to an artifact are followed no further back. */
const MAX_HOPS = 6;
const MAX_EVENTS = 50;

/** Names of registers that link a subject to events, and events to others. */
const LINK = 'link:';
/** Names of registers that say which node an event is about. */
const ABOUT = 'about:';

const tails = (names: string[], prefix: string) =>
  names
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length))
    .sort();

/** The commit that a merged change landed as, or that a run ran on. */
function commitOf(
  node: GraphNode,
): Pick<BuiltFrom, 'repository' | 'sha'> | undefined {
  const { repository, kind } = node;
  const { state, mergeSha } = node.state as unknown as ChangeAttributes;
  const { sha } = node.state as unknown as PipelineRunAttributes;
  const commit = {
    change: state === 'merged' ? mergeSha : undefined,
    pipelineRun: sha,
  }[kind as string];
  return repository && commit ? { repository, sha: commit } : undefined;
}

function builtFrom(node: GraphNode, rule: BuiltFrom['rule']): BuiltFrom[] {
  const commit = commitOf(node);
  return commit
    ? [{ ...commit, rule, text: node.key, confidence: BY_OTHERS }]
    : [];
}

/** What events are about and linked to, by their subjects. */
async function readEvents(knex: Knex, events: string[]) {
  const facts = await readFacts(knex, events);
  return events.map(event => {
    const names = Object.keys(mergeFacts(facts.get(event) ?? []));
    const about = tails(names, ABOUT);
    return {
      links: tails(names, LINK),
      // Ids are unique for each sender only, and links name no sender.
      about: about.length === 1 ? about[0] : undefined,
    };
  });
}

/**
 * Follows links from event to event. The nearest that know a commit count, if
 * they know the same one: an image of a night's changes is of none of them.
 */
async function followLinks(knex: Knex, artifact: GraphNode): Promise<Asked> {
  const subjects = new Set<string>();
  let next = tails(Object.keys(artifact.state), LINK);
  for (let hop = 0; hop < MAX_HOPS && next.length > 0; hop += 1) {
    next.forEach(event => subjects.add(event));
    if (subjects.size > MAX_EVENTS) break;
    const events = await readEvents(knex, next);
    const about = [...new Set(events.flatMap(event => event.about ?? []))];
    about.forEach(key => subjects.add(key));
    const nodes = await readNodes(knex, about);
    const found = about.flatMap(key => {
      const node = nodes.get(key);
      return node ? builtFrom(node, 'event-links') : [];
    });
    const commits = new Set(found.map(it => `${it.repository}@${it.sha}`));
    if (commits.size > 0) {
      const built = commits.size === 1 ? found[0] : undefined;
      return { built, subjects: [...subjects] };
    }
    const linked = new Set(events.flatMap(({ links }) => links));
    next = [...linked].filter(event => !subjects.has(event)).sort();
  }
  return { subjects: [...subjects] };
}

/** Asks others for the commits of those artifacts that do not say themselves. */
export async function readBuiltFrom(
  knex: Knex,
  nodes: Iterable<GraphNode>,
): Promise<Map<string, Asked>> {
  const silent = [...nodes].filter(
    ({ kind, state }) => kind === 'artifact' && !state.sha,
  );
  const changeOf = ({ state }: GraphNode) =>
    typeof state.change === 'string' ? state.change : undefined;
  const changes = await readNodes(
    knex,
    silent.flatMap(node => changeOf(node) ?? []),
  );
  const asked = new Map<string, Asked>();
  for (const node of silent) {
    const change = changeOf(node);
    const landed = changes.get(change ?? '');
    const [built] = landed ? builtFrom(landed, 'artifact-change') : [];
    const linked = built ? undefined : await followLinks(knex, node);
    asked.set(node.key, {
      built: built ?? linked?.built,
      subjects: [...(change ? [change] : []), ...(linked?.subjects ?? [])],
    });
  }
  return asked;
}

/** The artifact with the commit that others say it was built from. */
export function withBuiltFrom(
  node: GraphNode,
  asked: Asked | undefined,
): GraphNode {
  if (!asked?.built) return node;
  const { repository, sha } = asked.built;
  return { ...node, repository, state: { ...node.state, sha } };
}
