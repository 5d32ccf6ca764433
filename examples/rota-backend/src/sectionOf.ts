import { Shift } from './shifts';

const day = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

function untilText(until: string): string {
  return `${day.format(new Date(until))} UTC`;
}

/** The section of an entity that somebody is on call for. */
export function sectionOf(shift: Shift, now: Date) {
  const over = Date.parse(shift.until) <= now.getTime();
  const name = shift.person.slice(shift.person.indexOf('/') + 1);
  return {
    entityRef: shift.entityRef,
    sectionId: 'rota',
    title: 'Rota',
    // Whoever may see the entity may see who is on call for it.
    permission: {
      name: 'catalog.entity.read',
      resourceType: 'catalog-entity',
    },
    asOf: now.toISOString(),
    // Asked again when the shift ends: from then on the answer is another.
    validUntil: over ? undefined : shift.until,
    status: over ? 'attention' : 'ok',
    headline: over ? 'Nobody is on call' : 'Somebody is on call',
    facts: over
      ? []
      : [
          {
            id: 'on-call',
            label: 'On call',
            value: name,
            // Readers who cannot see this person do not see the fact either.
            refs: [shift.person],
            highlight: true,
          },
          { id: 'until', label: 'Until', value: untilText(shift.until) },
        ],
    attention: over
      ? [
          {
            id: 'shift-over',
            status: 'attention',
            title: 'The last shift is over and nobody has taken the next',
            since: shift.until,
          },
        ]
      : [],
    links: [],
  };
}
