import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { DIGEST, event, Event, factsOf } from '../__testUtils__/events';

const IMAGE = `pkg:oci/shop@${DIGEST}`;
const PULL = 'https://github.com/acme/shop/pull/12';
const RUN = 'https://github.com/acme/shop/actions/runs/7';

const path = (contextId: string) => ({ linkType: 'PATH', from: { contextId } });
const end = (contextId: string) => ({ linkType: 'END', from: { contextId } });
const relation = (contextId: string) => ({
  ...{ linkType: 'RELATION', linkKind: 'TRIGGER', target: { contextId } },
});

function linked(id: string, of: Event, ...links: JsonObject[]): Event {
  return { ...of, context: { ...of.context, id, links } };
}

/** Registers of links, by subject. */
const linksIn = (facts: Fact[]) =>
  facts
    .map(({ subject, attributes }) => [subject, Object.keys(attributes)])
    .filter(([, names]) => /^(?:link|about):/.test(names[0]));

const keyOf = async (id: string) => {
  const facts = await factsOf(
    linked(id, event('change.merged.0.3.0', PULL, {})),
  );
  return facts.at(-1)!.subject;
};

describe('links of events', () => {
  it('are kept of what was made, and of the event itself', async () => {
    const facts = await factsOf(
      linked(
        'packaged',
        event('artifact.packaged.0.3.0', IMAGE, { change: { id: 'x' } }),
        ...[path('run'), relation('merge'), end('run')],
      ),
    );
    const links = [
      `link:${await keyOf('merge')}`,
      `link:${await keyOf('run')}`,
    ];
    expect(linksIn(facts)).toEqual([
      [await keyOf('packaged'), links],
      [`artifact:${IMAGE}`, links],
    ]);
  });

  it.each([
    ['change.merged.0.3.0', PULL, {}, 'change:github.com/acme/shop#12'],
    [
      'pipelinerun.started.0.3.0',
      RUN,
      { pipelineName: 'checks', uri: RUN },
      'pipelineRun:github.com/acme/shop/runs/7',
    ],
  ])('lead to what %s is about', async (type, id, content, about) => {
    const facts = await factsOf(linked('it', event(type, id, content)));
    expect(linksIn(facts)).toEqual([[await keyOf('it'), [`about:${about}`]]]);
  });

  it.each([
    ['of a change that is not merged', 'change.created.0.4.0', PULL, {}],
    ['without links', 'artifact.published.0.3.0', IMAGE, {}],
  ])('are none %s', async (_, type, id, content) => {
    expect(
      linksIn(await factsOf(linked('it', event(type, id, content)))),
    ).toEqual([]);
  });

  it('say nothing of an artifact that was only downloaded', async () => {
    const facts = await factsOf(
      linked(
        'it',
        event('artifact.downloaded.0.2.0', IMAGE, {}),
        path('merge'),
      ),
    );
    expect(linksIn(facts).map(([subject]) => subject)).toEqual([
      await keyOf('it'),
    ]);
  });
});
