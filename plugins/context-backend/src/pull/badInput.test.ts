import { ContextSection } from '@throughline/plugin-context-common';
import { once } from 'node:events';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { Knex } from 'knex';
import { gzipSync } from 'node:zlib';
import { eachDatabase } from '../__testUtils__/databases';
import { sourceAt, withPlugin } from '../__testUtils__/pluginServer';
import {
  bodies,
  drain,
  dueRefs,
  mark,
  prepare,
  pullerOf,
  ref,
  section,
  TestClock,
} from '../__testUtils__/pulling';
import { readSourceStates } from '../service/sourceStates';

const json =
  (body: unknown): RequestListener =>
  (_req, res) => {
    res.setHeader('content-type', 'application/json; charset=utf-8');
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const good = json({ items: [section(ref('a')), section(ref('b'))] });

/** What readers are told about an entity. */
async function told(knex: Knex, name: string) {
  const states = await readSourceStates(knex, [{ id: 'trace' }], [ref(name)]);
  return states.get(ref(name))!.sources[0];
}

/** Answers well at first, and then so: what is left, and what is said. */
async function afterwards(
  knex: Knex,
  answer: RequestListener,
  timeoutMs = 5_000,
) {
  await prepare(knex, { refs: [ref('a'), ref('b')] });
  const clock = new TestClock();
  let requests = 0;
  await withPlugin(
    (req, res) => {
      requests += 1;
      return requests === 1 ? good(req, res) : answer(req, res);
    },
    async source => {
      const options = { clock: clock.now, timeoutMs };
      await drain(pullerOf(knex, source, options));
      await mark(knex, [ref('a'), ref('b')]);
      await drain(pullerOf(knex, source, options));
    },
  );
  return { a: await told(knex, 'a'), b: await told(knex, 'b') };
}

/** Sections as they were at first. */
const untouched = {
  [`${ref('a')} trace`]: { headline: 'Nothing waits' },
  [`${ref('b')} trace`]: { headline: 'Nothing waits' },
};

describe('an answer that cannot be used', () => {
  const cases: Array<[string, RequestListener, string]> = [
    [
      'not installed',
      (_req, res) => {
        res.statusCode = 404;
        res.end();
      },
      'The plugin "trace" answered 404: is it installed, and has it the route POST /context?',
    ],
    [
      'out of order',
      (_req, res) => {
        res.statusCode = 503;
        res.end('a secret');
      },
      'The plugin "trace" answered 503',
    ],
    [
      'elsewhere',
      (_req, res) => {
        res.statusCode = 307;
        res.setHeader('location', 'http://127.0.0.1:1/steal-the-token');
        res.end();
      },
      'The plugin "trace" answered 307',
    ],
    [
      'a page',
      (_req, res) => {
        res.setHeader('content-type', 'text/html');
        res.end('<html>');
      },
      'The plugin "trace" answered text/html instead of application/json',
    ],
    [
      'garbage',
      json('{"items": [{]'),
      'The plugin "trace" answered something that is not JSON',
    ],
    [
      'deep garbage',
      json('['.repeat(2_000_000)),
      'The plugin "trace" answered something that is not JSON',
    ],
    [
      'other JSON',
      json('null'),
      'The plugin "trace" answered JSON without the list "items"',
    ],
    [
      'sections of nobody',
      json({ items: [section(ref('a')), { sectionId: 'trace' }] }),
      'The plugin "trace" answered a section without an entity: items.1.entityRef: expected text',
    ],
    [
      '10 MB',
      json({ items: [], more: 'x'.repeat(10_000_000) }),
      'The plugin "trace" answered with more than 4 MiB',
    ],
    [
      '10 MB in 10 kB',
      (_req, res) => {
        res.setHeader('content-type', 'application/json');
        res.setHeader('content-encoding', 'gzip');
        res.end(gzipSync(JSON.stringify({ items: 'x'.repeat(10_000_000) })));
      },
      'The plugin "trace" answered with more than 4 MiB',
    ],
    [
      'half an answer',
      (_req, res) => {
        res.writeHead(200, {
          'content-type': 'application/json',
          'content-length': '1000',
        });
        res.write('{"items": [');
        setImmediate(() => res.destroy());
      },
      'The plugin "trace" broke its answer off',
    ],
  ];
  for (const [name, answer, message] of cases) {
    eachDatabase(`(${name}) changes nothing and is reported`, async knex => {
      const { a, b } = await afterwards(knex, answer);
      expect(a.message).toContain(message);
      expect(a.message).not.toContain('secret');
      expect({ a: a.state, b: b.state }).toEqual({
        a: 'failing',
        b: 'failing',
      });
      expect(await bodies(knex)).toMatchObject(untouched);
      expect(await dueRefs(knex)).toEqual([ref('a'), ref('b')]);
    });
  }

  eachDatabase('(hangs) is given up', async knex => {
    const { a } = await afterwards(knex, () => {}, 200);
    expect(a).toMatchObject({
      state: 'failing',
      message: 'The plugin "trace" did not answer within 0.2 s',
    });
    expect(await bodies(knex)).toMatchObject(untouched);
  });

  eachDatabase('(drips for ever) is given up', async knex => {
    const drips: NodeJS.Timeout[] = [];
    const { a } = await afterwards(
      knex,
      (_req, res) => {
        res.setHeader('content-type', 'application/json');
        drips.push(setInterval(() => res.write(' '), 20));
      },
      200,
    );
    drips.forEach(clearInterval);
    expect(a.message).toContain('did not answer within 0.2 s');
    expect(await bodies(knex)).toMatchObject(untouched);
  });

  eachDatabase('(nobody there) is reported', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await drain(pullerOf(knex, sourceAt(`http://127.0.0.1:${port}`)));
    expect(await told(knex, 'a')).toMatchObject({
      state: 'failing',
      message: 'The plugin "trace" could not be reached (ECONNREFUSED)',
    });
  });
});

describe('a section that cannot be used', () => {
  const facts = [...Array(1_000).keys()].map(n => ({
    id: `${n}`,
    label: 'Fact',
    value: '1',
  }));
  const bad: Array<[string, Array<Partial<ContextSection> | object>, string]> =
    [
      ['a thousand facts', [{ facts }], 'facts: expected at most 50'],
      [
        'of another plugin',
        [{ sectionId: 'ownership' }],
        'the plugin "trace" answered the section "ownership", which belongs to the plugin "ownership"',
      ],
      ['twice', [{}, {}], 'answered the section "trace" 2 times'],
      [
        'with a script as a link',
        // eslint-disable-next-line no-script-url
        [{ links: [{ title: 'x', href: 'javascript:alert(1)' }] }],
        'links.0.href: expected https://',
      ],
      ['with a NUL', [{ headline: 'a\0b' }], 'headline: expected text without'],
      [
        'too big',
        [{ data: { blob: 'x'.repeat(70_000) } }],
        'expected at most 65536',
      ],
      [
        'eleven of them',
        [...Array(11).keys()].map(n => ({ sectionId: `trace.${n}` })),
        'answered 11 sections; expected at most 10',
      ],
    ];
  for (const [name, overrides, message] of bad) {
    eachDatabase(`(${name}) does no harm to the others`, async knex => {
      const { a, b } = await afterwards(
        knex,
        json({
          items: [
            ...overrides.map(each => section(ref('a'), each)),
            section(ref('b'), { headline: 'News' }),
          ],
        }),
      );
      expect(a.state).toBe('failing');
      expect(a.message).toContain(message);
      expect(b.state).toBe('answering');
      expect(await bodies(knex)).toMatchObject({
        ...untouched,
        [`${ref('b')} trace`]: { headline: 'News' },
      });
      expect(await dueRefs(knex)).toEqual([ref('a')]);
    });
  }

  eachDatabase('leaves the other sections of its entity', async knex => {
    await afterwards(
      knex,
      json({
        items: [
          section(ref('a'), { status: 'splendid' as 'ok' }),
          section(ref('a'), { sectionId: 'trace.tests', headline: 'Green' }),
          section(ref('b')),
        ],
      }),
    );
    expect(await bodies(knex)).toMatchObject({
      ...untouched,
      [`${ref('a')} trace.tests`]: { headline: 'Green' },
    });
  });

  eachDatabase('of an entity not asked about is left out', async knex => {
    const { a } = await afterwards(
      knex,
      json({
        items: [
          section(ref('a')),
          section(ref('b')),
          section(ref('elsewhere')),
        ],
      }),
    );
    expect(a.state).toBe('answering');
    expect(Object.keys(await bodies(knex))).toHaveLength(2);
  });
});
