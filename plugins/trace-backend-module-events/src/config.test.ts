import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readEventsConfig } from './config';

function read(events?: JsonValue) {
  return readEventsConfig(new ConfigReader({ trace: { events } }));
}

describe('trace.events', () => {
  it('takes nothing unless a topic is named', () => {
    expect(read()).toEqual(new Map());
    expect(read({})).toEqual(new Map());
  });

  it('names the source of each topic', () => {
    expect(read({ topics: { github: 'forge', 'jira.cloud': 'jira' } })).toEqual(
      new Map([
        ['github', 'forge'],
        ['jira.cloud', 'jira'],
      ]),
    );
  });

  it.each<[JsonValue, string]>([
    [{ topic: {} }, 'trace.events.topic is no setting; known are topics'],
    [
      { topics: { github: true } },
      'trace.events.topics.github must be the id of a source in trace.sources, got true',
    ],
    [{ topics: { github: '' } }, 'trace.events.topics.github must be'],
    [{ topics: ['github'] }, 'trace.events.topics must map topics'],
    [{ topics: 'github' }, 'trace.events.topics must map topics'],
  ])('names the path of what it cannot use: %j', (events, message) => {
    expect(() => read(events)).toThrow(message);
  });
});
