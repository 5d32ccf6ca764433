import { Change, ChangePlan } from '../change';
import { Deployer } from '../deployer';
import { Forge } from '../forge';

/** What a story is told with. */
export interface Telling {
  forge: Forge;
  deployer: Deployer;
  /** Changes that stories told so far, by key. */
  changes: Map<string, Change>;
}

/** One awkward case that the demo must show. */
export interface Story {
  /** Also the key of its change, where it has one. */
  id: string;
  /** What it shows, in plain words. */
  title: string;
  /** Name of the repository it happens in. */
  repository: string;
  /** Plans what happens. Days are counted back: 0 is the last working day. */
  tell(telling: Telling): void;
}

/** Plans a change and remembers it for later stories. */
export function tellChange(telling: Telling, plan: ChangePlan): Change {
  const change = Change.begin(telling.forge, telling.deployer, plan);
  telling.changes.set(plan.key, change);
  return change;
}

/** A change that an earlier story told. @throws when there is none */
export function toldChange(telling: Telling, key: string): Change {
  const change = telling.changes.get(key);
  if (!change) throw new Error(`No story has told of ${key} yet`);
  return change;
}
