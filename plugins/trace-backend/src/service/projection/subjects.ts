import { commitKey, EdgeType } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  writeLandings,
  writeParents,
} from '../../database/graph/operations/commits';
import {
  readEdgesOfOwners,
  readEdgesTo,
  replaceEdges,
} from '../../database/graph/operations/edges';
import { readFacts } from '../../database/graph/operations/facts';
import { readNodes, writeNodes } from '../../database/graph/operations/nodes';
import { enqueueWork } from '../../database/graph/operations/work';
import { projectSubject, SubjectProjection } from '../../graph/projectSubject';
import { changesAddedBy } from './changesAddedBy';
import { projectScans } from './scans';
import { findRolloutsOfSubjects } from './enqueueRollouts';
import { findQuoting } from '../../restriction/findRestricted';
import { saysRestricted } from '../../restriction/policy';
import { changesBehindCommits } from './copies';

/** Edges by which a change holds a commit. */
export const COMMIT_LINKS: EdgeType[] = ['head', 'landedAs'];

const kindIs = (key: string, ...prefixes: string[]) =>
  prefixes.some(prefix => key.startsWith(`${prefix}:`));

/** Changes that hold one of the commits. */
export async function changesOfCommits(
  knex: Knex,
  commitKeys: Iterable<string>,
  types: EdgeType[] = COMMIT_LINKS,
): Promise<string[]> {
  const edges = await readEdgesTo(knex, commitKeys, types);
  return [...new Set(edges.map(({ from }) => from))].filter(key =>
    kindIs(key, 'change'),
  );
}

/** Changes whose chain shows one of the subjects. */
async function changesShowing(
  tx: Knex.Transaction,
  keys: string[],
  projections: SubjectProjection[],
): Promise<string[]> {
  const runs = projections
    .flatMap(({ edges }) => edges)
    .filter(({ type }) => type === 'ranOn')
    .map(({ to }) => to);
  const issues = keys.filter(key => kindIs(key, 'issue', 'incident'));
  const naming = await readEdgesTo(tx, issues, [
    'implements',
    'closes',
    'mentions',
  ]);
  // Those that revert or copy what is about a restricted ticket quote it.
  const held = await readNodes(tx, issues);
  const becameOther = new Set(
    projections
      .flatMap(({ node }) => node ?? [])
      .filter(
        ({ key, state }) =>
          saysRestricted(state) !== saysRestricted(held.get(key)?.state),
      )
      .map(({ key }) => key),
  );
  const causes = [
    ...projections.flatMap(({ edges }) => edges),
    ...(await readEdgesOfOwners(
      tx,
      issues.map(key => `subject:${key}`),
    )),
  ]
    .filter(({ type }) => type === 'causedBy')
    .map(({ to }) => to);
  return [
    ...(await changesOfCommits(tx, [...runs, ...causes])),
    ...naming.map(({ from }) => from),
    ...(await findQuoting(
      tx,
      naming.filter(({ to }) => becameOther.has(to)).map(({ from }) => from),
    )),
    ...causes.filter(key => kindIs(key, 'change')),
    ...(await changesAddedBy(tx, causes)),
  ];
}

/**
 * First stage: the state of each subject from all facts about it, and what of
 * the later stages that touches.
 */
export async function projectSubjects(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  const facts = await readFacts(tx, keys);
  const projections = keys.map(key =>
    projectSubject(key, facts.get(key) ?? []),
  );
  const showing = await changesShowing(tx, keys, projections);

  const issues = keys.filter(key => kindIs(key, 'issue'));
  const linked = [
    ...projections.flatMap(({ edges }) => edges),
    ...(await readEdgesOfOwners(
      tx,
      issues.map(key => `subject:${key}`),
    )),
  ]
    .filter(({ type }) => type === 'developedIn')
    .map(({ to }) => to);

  await writeNodes(
    tx,
    projections.flatMap(({ node }) => node ?? []),
  );
  await replaceEdges(
    tx,
    keys.map(key => `subject:${key}`),
    projections.flatMap(({ edges }) => edges),
  );
  const parents = projections.flatMap(projection => projection.parents ?? []);
  const rewritten = await writeParents(tx, parents);
  const landings = projections.flatMap(projection => projection.landings);
  await writeLandings(tx, landings);

  const commits = keys.filter(key => kindIs(key, 'commit'));
  const holders = await changesOfCommits(tx, [
    ...commits,
    ...landings.map(({ repository, after }) => commitKey(repository, after)),
  ]);
  await enqueueWork(tx, 'change', [
    ...keys.filter(key => kindIs(key, 'change')),
    ...commits,
    ...holders.filter(key => !key.includes('@')),
    // What a tracker links may not be there yet; then it is linked later.
    ...linked.filter(key => !(kindIs(key, 'change') && key.includes('@'))),
    ...(await changesOfCommits(tx, linked)).filter(key => !key.includes('@')),
  ]);
  await enqueueWork(tx, 'rollout', [
    ...(await findRolloutsOfSubjects(tx, keys, projections, rewritten)),
  ]);
  await enqueueWork(
    tx,
    'incident',
    keys.filter(key => kindIs(key, 'incident')),
  );
  await enqueueWork(
    tx,
    'finding',
    keys.filter(key => kindIs(key, 'finding')),
  );
  const scanned = await projectScans(tx, keys, facts, landings);
  const scannedHeads = await changesOfCommits(
    tx,
    scanned.map(({ repository, sha }) => commitKey(repository, sha)),
    ['head'],
  );
  await enqueueWork(tx, 'chain', [
    ...showing,
    ...scannedHeads,
    ...(await changesBehindCommits(tx, commits)),
  ]);
  await enqueueWork(
    tx,
    'flake',
    projections
      .flatMap(({ edges }) => edges)
      .filter(({ from }) => kindIs(from, 'testSuiteRun'))
      .map(({ to }) => to),
  );
}
