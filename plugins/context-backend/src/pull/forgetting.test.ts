import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import {
  drain,
  history,
  mark,
  prepare,
  pullerOf,
  section,
  sourceOf,
} from '../__testUtils__/pulling';
import { entity, pathOf, withReading } from '../__testUtils__/reading';

const CART = 'component:default/cart';
const SHOP = 'component:default/shop';

/** Has the plugin asked, and answer each text of {@link SHOP} likewise. */
type Say = (
  headline: string | undefined,
  more?: Partial<ContextSection>,
) => Promise<void>;

async function withSayings(
  knex: Knex,
  test: (say: Say) => Promise<void>,
): Promise<void> {
  await prepare(knex, { refs: [CART, SHOP] });
  let answer: ContextSection[] = [];
  const puller = pullerOf(
    knex,
    sourceOf(() => answer),
  );
  await drain(puller);
  await test(async (headline, more) => {
    const said = headline ? [section(CART, { headline, ...more })] : [];
    answer = [...said, section(SHOP, { headline: `Shop: ${headline}` })];
    await mark(knex, [CART, SHOP]);
    await drain(puller);
  });
}

/** What is kept of {@link CART}, oldest first. */
async function kept(knex: Knex): Promise<string[]> {
  return (await history(knex))
    .filter(line => line.includes(CART))
    .map(line => line.replace(/^\d+ \S+ trace: /, ''));
}

describe('a section whose history begins anew', () => {
  eachDatabase('is all that is kept of it', async knex => {
    await withSayings(knex, async say => {
      await say('One');
      await say('Two');
      expect(await kept(knex)).toEqual(['One', 'Two']);
      await say('Three', { historyId: 'a' });
      expect(await kept(knex)).toEqual(['gone', 'gone', 'Three']);
      await say('Four', { historyId: 'a' });
      expect(await kept(knex)).toEqual(['gone', 'gone', 'Three', 'Four']);
      await say('Five', { historyId: 'b' });
      expect((await kept(knex)).slice(-2)).toEqual(['gone', 'Five']);
      await say('Six');
      expect((await kept(knex)).slice(-2)).toEqual(['gone', 'Six']);
      // Others are not touched.
      expect((await history(knex)).filter(line => line.includes(SHOP))).toEqual(
        ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map(each =>
          expect.stringContaining(`Shop: ${each}`),
        ),
      );
    });
  });

  eachDatabase('gets no revision when it says the same', async knex => {
    await withSayings(knex, async say => {
      await say('Secret');
      await say('Clean');
      await say('Clean', { historyId: 'a' });
      expect(await kept(knex)).toEqual(['gone', 'Clean']);
    });
  });

  eachDatabase('may have been away meanwhile', async knex => {
    await withSayings(knex, async say => {
      await say('Open', { historyId: 'a' });
      await say(undefined);
      await say('Back', { historyId: 'a' });
      expect(await kept(knex)).toEqual(['Open', 'gone', 'Back']);
      await say(undefined);
      await say('Back', { historyId: 'b' });
      expect(await kept(knex)).toEqual([...Array(4).fill('gone'), 'Back']);
    });
  });

  eachDatabase('keeps what was said when its answer is no good', async knex => {
    await withSayings(knex, async say => {
      await say('Open');
      await say('', { historyId: 'a' });
      await say('Other', { historyId: '', headline: 'Other' });
      expect((await kept(knex))[0]).toBe('Open');
    });
  });

  eachDatabase('is read without a word of before', async knex => {
    await withSayings(knex, async say => {
      const facts = (value: string) => ({
        facts: [{ id: 'last', label: 'Last change', value }],
      });
      await say('Secret one', facts('secret'));
      await say('Secret two', facts('secret again'));
      await say('Clean', { ...facts('restricted'), historyId: 'a' });
      const numbers: number[] = await knex('revisions')
        .where({ entity_ref: CART })
        .orderBy('revision')
        .pluck('revision');
      await withReading(
        knex,
        { entities: [entity(CART), entity(SHOP)], met: false },
        async ({ as }) => {
          const texts: string[] = [];
          for (const query of [
            'since=0',
            ...numbers.map(revision => `since=${revision}`),
            ...numbers.map(revision => `since=0&at=${revision}`),
          ]) {
            const { status, text } = await as('ada').get(
              `${pathOf(CART)}?${query}`,
            );
            expect(`${query}: ${status}`).toBe(`${query}: 200`);
            texts.push(text);
          }
          const { body, text } = await as('ada').get(`${pathOf(CART)}/history`);
          expect(body.items).toEqual([
            expect.objectContaining({
              change: expect.objectContaining({ change: 'added' }),
            }),
          ]);
          expect([...texts, text].join()).not.toMatch(/secret/i);
          expect(texts[0]).toContain('Clean');
          // When it was that somebody saw what is forgotten is still known.
          const { body: since } = await as('ada').get(
            `${pathOf(CART)}?since=${numbers[1]}`,
          );
          const [row] = await knex('revisions').where({ revision: numbers[1] });
          expect(since.changes.since.at).toBe(
            new Date(row.recorded_at).toISOString(),
          );
        },
      );
    });
  });
});
