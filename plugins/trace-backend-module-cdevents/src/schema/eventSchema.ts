import { EventType } from './contents';
import {
  address,
  closed,
  name,
  open,
  Schema,
  source,
  text,
  time,
} from './parts';

const anyTags = open({});
const context = {
  id: name,
  type: text,
  timestamp: time,
  schemaUri: { ...address, minLength: 1 },
  chainId: name,
};

const origin = open({ contextId: name }, ['contextId']);
const linkType = (value: string): Schema => ({ type: 'string', const: value });
/** https://github.com/cdevents/spec/blob/v0.5.1/links.md */
const links: Schema = {
  type: 'array',
  items: {
    type: 'object',
    discriminator: { propertyName: 'linkType' },
    required: ['linkType'],
    oneOf: [
      closed({ linkType: linkType('END'), from: origin, tags: anyTags }),
      closed({ linkType: linkType('PATH'), from: origin, tags: anyTags }, [
        'from',
      ]),
      closed(
        {
          linkType: linkType('RELATION'),
          linkKind: name,
          target: open({ contextId: name }),
          tags: anyTags,
        },
        ['linkKind', 'target'],
      ),
    ],
  },
};

const customData = { type: ['object', 'string'] };

/** What every event holds besides its content. */
function envelope(
  of: Record<string, Schema>,
  requiredInContext: string[],
  subject: Schema,
): Schema {
  return closed(
    {
      context: closed({ ...context, links, ...of }, [
        ...requiredInContext,
        'id',
        'source',
        'type',
        'timestamp',
      ]),
      subject,
      customData,
      customDataContentType: text,
    },
    ['context', 'subject'],
  );
}

/** An event of a type, as CDEvents 0.5.1 has it. */
export function eventSchema({
  content,
  looseSource,
  subjectType,
}: EventType): Schema {
  const type = subjectType && { type: { type: 'string', enum: [subjectType] } };
  return envelope(
    { specversion: name, source: looseSource ? name : source },
    ['specversion'],
    closed(
      { id: name, source: looseSource ? text : source, ...type, content },
      ['id', 'content'],
    ),
  );
}

/** The same with all optional, and whatever else: also `null` for nothing. */
function relaxed({ properties = {} }: Schema): Schema {
  const optional = Object.entries(properties).map(([key, of]) => [
    key,
    {
      ...of,
      type: [of.type, 'null'],
      ...(of.enum && { enum: [...of.enum, null] }),
    },
  ]);
  return open(Object.fromEntries(optional));
}

/**
 * An event of a type as 0.4 has it: `context.version`, a type of the subject,
 * and contents that were named otherwise here and there.
 */
export function olderEventSchema({ content }: EventType): Schema {
  return envelope(
    { version: name, source: name },
    ['version'],
    closed(
      {
        id: name,
        source: text,
        type: text,
        content: relaxed(content),
      },
      ['id', 'content'],
    ),
  );
}

/**
 * An event of somebody's own type.
 * https://github.com/cdevents/spec/blob/v0.5.1/custom/README.md
 */
export const CUSTOM_EVENT = envelope(
  { specversion: name, version: name, source: name },
  [],
  closed({ id: name, source: text, type: text, content: open({}) }, [
    'id',
    'content',
  ]),
);

/** What can be said before the type is known. */
export const ANY_EVENT = open(
  { context: open({ type: name }, ['type']), subject: open({}) },
  ['context', 'subject'],
);
