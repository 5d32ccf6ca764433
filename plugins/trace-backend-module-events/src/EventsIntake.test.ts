import { mockServices } from '@backstage/backend-test-utils';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  EventParams,
  EventsServiceSubscribeOptions,
} from '@backstage/plugin-events-node';
import { IngestRequest } from '@throughline/plugin-trace-node';
import { EventsIntake } from './EventsIntake';

const TOPICS = new Map([['hub', 'github']]);

/** An intake that takes what is published, and says what became of it. */
async function startIntake(
  deliver: (attempt: number) => void = () => {},
  signal = new AbortController().signal,
) {
  const logger = mockServices.logger.mock();
  const subscriptions: EventsServiceSubscribeOptions[] = [];
  const delivered: Array<[string, IngestRequest]> = [];
  const intake = new EventsIntake({
    events: {
      publish: async () => {},
      subscribe: async options => {
        subscriptions.push(options);
      },
    },
    topics: TOPICS,
    logger,
    signal,
    firstWait: 1,
  });
  await intake.start({
    sources: ['github'],
    async deliver(source, request) {
      delivered.push([source, request]);
      deliver(delivered.length);
      return { deliveryId: 'a', duplicate: false };
    },
  });
  const [{ onEvent, topics }] = subscriptions;
  expect(topics).toEqual(['hub']);
  return {
    delivered,
    publish: (event: Omit<EventParams, 'topic'>) =>
      onEvent({ topic: 'hub', ...event }),
    said: () => logger.warn.mock.calls.map(([message]) => message),
  };
}

describe('the intake of events', () => {
  it('hands an event on as the request that it was', async () => {
    const { delivered, publish, said } = await startIntake();
    await publish({
      eventPayload: { zen: 'Ä' },
      metadata: {
        'X-GitHub-Event': 'ping',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': '99',
        authorization: 'Basic secret',
      },
    });
    expect(delivered).toEqual([
      [
        'github',
        {
          headers: {
            'x-github-event': 'ping',
            'content-type': 'application/json',
          },
          query: {},
          body: Buffer.from('{"zen":"Ä"}'),
        },
      ],
    ]);
    expect(said()).toEqual([]);
  });

  it('tries again while the inbox is not available', async () => {
    const { delivered, publish, said } = await startIntake(attempt => {
      if (attempt < 4) throw new ServiceUnavailableError('later');
    });
    await publish({ eventPayload: {}, metadata: {} });
    expect(delivered).toHaveLength(4);
    expect(said()).toEqual([]);
  });

  it('says what is lost when it stays so', async () => {
    const { delivered, publish, said } = await startIntake(() => {
      throw new ServiceUnavailableError('later');
    });
    await publish({ eventPayload: {}, metadata: {} });
    expect(delivered).toHaveLength(7);
    expect(said()).toEqual([
      'An event of the topic hub for the source github is lost: later',
    ]);
  });

  it('does not try again while the backend stops', async () => {
    const stop = new AbortController();
    const { delivered, publish } = await startIntake(() => {
      stop.abort();
      throw new ServiceUnavailableError('stopping');
    }, stop.signal);
    await publish({ eventPayload: {}, metadata: {} });
    expect(delivered).toHaveLength(1);
  });

  it('says what is lost for a reason of our own', async () => {
    const { delivered, publish, said } = await startIntake(() => {
      throw new TypeError('a mistake');
    });
    await publish({ eventPayload: {}, metadata: {} });
    expect(delivered).toHaveLength(1);
    expect(said()[0]).toContain('is lost: a mistake');
  });

  it('says what is refused, and does not try again', async () => {
    const { delivered, publish, said } = await startIntake(() => {
      throw new InputError('The header x-github-event is missing');
    });
    await publish({ eventPayload: {} });
    await publish({ eventPayload: undefined, metadata: {} });
    expect(delivered).toHaveLength(2);
    expect(delivered[1][1].body).toHaveLength(0);
    expect(said()).toEqual([
      'An event of the topic hub for the source github is refused (it came without its headers, as all events do that another process published): The header x-github-event is missing',
      'An event of the topic hub for the source github is refused: The header x-github-event is missing',
    ]);
  });

  it('does not start for a source that there is not', async () => {
    const intake = new EventsIntake({
      events: { publish: async () => {}, subscribe: async () => {} },
      topics: new Map([['hub', 'gitlab']]),
      logger: mockServices.logger.mock(),
      signal: new AbortController().signal,
    });
    await expect(
      intake.start({
        sources: ['github', 'junit'],
        deliver: async () => ({ deliveryId: 'a', duplicate: false }),
      }),
    ).rejects.toThrow(
      'trace.events.topics.hub is "gitlab", which is no source; there are github, junit',
    );
  });
});
