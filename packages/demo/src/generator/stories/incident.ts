import { person } from '../../organisation/people';
import { Story, toldChange } from './story';
import { planIssue } from './ticket';

/** An issue labelled `incident` that names the change that caused it. */
export const incident: Story = {
  id: 'incident',
  title: 'An incident and the change that caused it',
  repository: 'checkout',
  tell(telling) {
    const { forge } = telling;
    const { clock } = forge;
    const cause = toldChange(telling, 'rollback');
    const by = person('zoe').login;
    let close: ((at: number) => void) | undefined;
    forge.timeline.plan(clock.at(11, 10.5), at => {
      const issue = planIssue(forge, this.id, at, {
        title: 'Orders with two gift cards are charged a cent too much',
        body: `Since yesterday's deployment 1 in 40 orders is a cent off.\n\nCaused by #${cause.number}`,
        labels: ['incident'],
        author: by,
      });
      close = closedAt => {
        const opened = issue();
        if (opened) forge.closeIssue(this.id, closedAt, opened, by);
      };
    });
    forge.timeline.plan(clock.at(10, 15), at => close?.(at));
  },
};
