import { addCommit, pushCommits } from '../actions/commits';
import { Place } from '../actions/Place';
import { Organisation } from '../model/Organisation';
import { MINUTE } from '../model/time';
import { Repository } from '../model/types';
import { Dice } from './Dice';
import { planChange } from './change';
import { Plan } from './Plan';

/** What takes longest from its beginning to its end: a workflow, run twice. */
const LONGEST = 30 * MINUTE;

/** What a repository is made of. */
export interface NewRepository {
  name: string;
  private: boolean;
  changes: number;
  start: string;
  until: string;
}

/** A repository with one commit and nothing else. */
export function emptyRepository(
  organisation: Organisation,
  dice: Dice,
  wanted: Pick<NewRepository, 'name' | 'private' | 'start'>,
): Place {
  const { name, private: isPrivate, start } = wanted;
  const repository: Repository = {
    id: organisation.nextId(),
    owner: organisation.account,
    name,
    description: `Made-up repository ${name}: nothing in it is real`,
    private: isPrivate,
    archived: false,
    defaultBranch: 'main',
    createdAt: start,
    updatedAt: start,
    pushedAt: start,
    commits: new Map(),
    branches: new Map(),
    pushes: [],
    tags: [],
    pulls: [],
    issues: [],
    releases: [],
    deployments: [],
    suites: new Map(),
    runs: [],
  };
  const place = { organisation, repository, dice };
  const by = organisation.people[0];
  const { sha } = addCommit(place, {
    message: 'First commit',
    by,
    at: start,
    parents: [],
    files: [{ path: 'README.md', status: 'added', additions: 1, deletions: 0 }],
  });
  pushCommits(place, repository.defaultBranch, [sha], by, start);
  return place;
}

/** A repository with a history of changes, spread over the time evenly. */
export function generateRepository(
  organisation: Organisation,
  dice: Dice,
  wanted: NewRepository,
): Repository {
  const place = emptyRepository(organisation, dice, wanted);
  const start = Date.parse(wanted.start);
  const step = (Date.parse(wanted.until) - start) / (wanted.changes + 1);
  const plan = new Plan();
  for (let index = 0; index < wanted.changes; index += 1) {
    planChange(plan, place, index, start + step * (index + 1));
  }
  plan.carryOut(Date.parse(wanted.until) - LONGEST);
  return place.repository;
}
