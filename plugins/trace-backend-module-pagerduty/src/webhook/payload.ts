import { Members, membersOf, pick } from '@throughline/plugin-trace-node';

/**
 * What is stored of a payload: all that is read of it, and nothing else. Who is
 * called, who did it and what was written about it are not.
 */
export function keep(payload: Members): Members {
  const event = membersOf(payload.event);
  const data = membersOf(event.data);
  return {
    event: {
      ...pick(event, ['id', 'event_type', 'occurred_at']),
      ...(event.data !== undefined && {
        data:
          data.type === 'incident'
            ? {
                ...pick(data, [
                  'id',
                  'type',
                  'number',
                  'status',
                  'title',
                  'html_url',
                  'created_at',
                  'urgency',
                ]),
                ...(Object.hasOwn(data, 'service') && {
                  service: data.service ? pick(data.service, ['id']) : null,
                }),
              }
            : pick(data, ['type']),
      }),
    },
  };
}
