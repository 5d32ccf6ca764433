import { engineersOf } from '../organisation/people';
import { DemoRepository, REPOSITORIES } from '../organisation/repositories';
import { Clock, createClock } from './clock';
import { Delivery } from './delivery';
import { Deployer } from './deployer';
import { Forge } from './forge';
import { inSendingOrder } from './order';
import { planRoutine } from './routine';
import { STORIES } from './stories';

/** Working days between two releases. */
const RELEASE_EVERY = 21;

function planDeployments(forge: Forge, deployer: Deployer): void {
  const { clock, source, timeline } = forge;
  timeline.plan(clock.at(clock.days - 1, 8), at => {
    for (const service of source.services) {
      for (const environment of ['staging', 'production'] as const) {
        deployer.deploy('baseline', at, service, environment, forge.mainHead);
      }
    }
  });
  for (let day = clock.days - 2; day >= 0; day--) {
    if (day % source.trainEvery === 0) {
      const group = `train-${clock.days - day}`;
      timeline.plan(clock.at(day, 14.5), at => deployer.train(group, at));
    }
  }
}

function planReleases(forge: Forge): void {
  const { clock, source, timeline } = forge;
  if (!source.releases) return;
  const [lead] = engineersOf(source.team);
  const count = Math.floor((clock.days - 1) / RELEASE_EVERY);
  for (let release = 1; release <= count; release++) {
    const day = (count - release) * RELEASE_EVERY + 4;
    timeline.plan(clock.at(day, 15), at =>
      forge.release(at, `v3.${release}.0`, lead.login),
    );
  }
}

function deliveriesOf(source: DemoRepository, clock: Clock): Delivery[] {
  const forge = new Forge(source, clock);
  const deployer = new Deployer(forge);
  const telling = { forge, deployer, changes: new Map() };
  planDeployments(forge, deployer);
  planReleases(forge);
  planRoutine(forge, deployer);
  STORIES.filter(({ repository }) => repository === source.name).forEach(
    story => story.tell(telling),
  );
  forge.timeline.play();
  return forge.deliveries;
}

/**
 * The demo organisation's deliveries of 180 days, in the order in which they
 * are sent. The same anchor gives the same list; another anchor moves its times
 * and nothing else.
 *
 * @param anchor - a midnight (UTC) in milliseconds; everything lies before it
 */
export function generateDeliveries(anchor: number): Delivery[] {
  const clock = createClock(anchor);
  return inSendingOrder(
    REPOSITORIES.map(source => deliveriesOf(source, clock)),
  );
}
