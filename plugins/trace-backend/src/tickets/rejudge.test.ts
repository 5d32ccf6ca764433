import { JsonObject } from '@backstage/types';
import {
  Chain,
  changeKey,
  commitKey,
  Fact,
  wordsOf,
  wordsOfMessage,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { entityConfig } from '../__testUtils__/nodes';
import { applyProjectionSettings } from '../applyProjectionSettings';
import { NO_AUTHORSHIP_SETTINGS } from '../authorship/settings';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { readChainsPage } from '../database/graph/operations/chains';
import { writeEntities } from '../database/graph/operations/entities';
import { DEFAULT_SETTINGS } from '../database/graph/operations/projectionSettings';
import { applyRestrictions } from '../restriction/applyRestrictions';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { redactChain } from '../restriction/redact';
import { Projector } from '../service/Projector';

const SHOP = 'github.com/acme/shop';
const REF = 'component:default/shop';
const sha = (name: string) => name.padEnd(40, '0');
const at = '2026-03-02T09:00:00.000Z';

const fact = (subject: string, attributes: object): Fact => ({
  subject,
  at,
  attributes: attributes as JsonObject,
});

function request(number: number, more: object): Fact {
  return fact(changeKey(SHOP, number), {
    number,
    title: 'Retry',
    url: `https://${SHOP}/pull/${number}`,
    state: 'open',
    draft: false,
    author: { login: 'ada', type: 'person' },
    baseBranch: 'main',
    headBranch: 'x',
    headSha: sha(`a${number}`),
    createdAt: at,
    commits: 1,
    ...more,
  });
}

/** As connectors leave it, whatever the settings are. */
const HISTORY: Fact[] = [
  request(1, { title: 'CHG1001 Retry', headBranch: 'acme-ai/retry' }),
  request(2, { words: wordsOf('closes CHG1002', 'body') }),
  request(3, {
    author: { login: 'cursor', type: 'person' },
    authorship: [{ says: 'agent', rule: 'account', text: 'cursor' }],
  }),
  fact(commitKey(SHOP, sha('d1')), {
    sha: sha('d1'),
    subject: 'Wait longer',
    author: { name: 'Ada', type: 'person' },
    committedAt: at,
    onDefaultBranch: true,
    parents: [],
    words: wordsOfMessage('Wait longer\n\nTicket: CHG1003\n'),
    signatures: ['AI-Tool: Acme 2'],
  }),
  // On a branch of nobody's request.
  fact(commitKey(SHOP, sha('e1')), {
    sha: sha('e1'),
    subject: 'Try something',
    author: { name: 'Ada', type: 'person' },
    committedAt: at,
    words: wordsOfMessage('Try something\n\nas CHG1004 asked\n'),
  }),
];

async function chainsOf(knex: Knex): Promise<Chain[]> {
  await new Projector(knex).drain();
  const options = { filter: {}, logins: [], seesRestricted: true, limit: 99 };
  const chains = await readChainsPage(knex, REF, options);
  return chains.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const saying = (chains: Chain[]) =>
  chains.map(({ authorship, tickets }) => [
    authorship.value,
    ...tickets.map(({ key, link, url }) => `${link} ${key} ${url}`),
  ]);

const AUTHORSHIP = {
  ...NO_AUTHORSHIP_SETTINGS,
  agentBranches: ['acme-ai/*'],
  notAgents: ['cursor'],
  assistantTrailers: ['AI-Tool'],
};
const PATTERNS = [
  { pattern: 'CHG(\\d{4})', key: 'CHG$1', url: 'https://acme.example/{key}' },
];

const DIRECT = `change:${SHOP}@${sha('d1')}`;

describe('settings that change between two starts', () => {
  eachDatabase('judge history anew, and back again', async knex => {
    await knex.transaction(async tx => {
      const shop = entityConfig('shop', { repository: SHOP, paths: [] });
      await writeEntities(tx, [shop], []);
      await appendFacts(tx, HISTORY);
    });
    await applyProjectionSettings(knex, DEFAULT_SETTINGS);
    const before = await chainsOf(knex);
    expect(saying(before)).toEqual([
      ['none-seen'],
      ['none-seen'],
      ['agent'],
      ['none-seen'],
    ]);

    await applyProjectionSettings(knex, {
      ...DEFAULT_SETTINGS,
      authorship: AUTHORSHIP,
    });
    expect(saying(await chainsOf(knex)).flat()).toEqual([
      'agent',
      'none-seen',
      'none-seen',
      'assisted',
    ]);

    await applyProjectionSettings(knex, {
      ...DEFAULT_SETTINGS,
      tickets: { patterns: PATTERNS },
    });
    expect(saying(await chainsOf(knex))).toEqual([
      ['none-seen', 'implements CHG1001 https://acme.example/CHG1001'],
      ['none-seen', 'closes CHG1002 https://acme.example/CHG1002'],
      ['agent'],
      ['none-seen', 'implements CHG1003 https://acme.example/CHG1003'],
    ]);

    // A replica that starts with the same has nothing to do.
    await applyProjectionSettings(knex, {
      ...DEFAULT_SETTINGS,
      tickets: { patterns: PATTERNS },
    });
    expect(await knex('work').select()).toEqual([]);

    await applyProjectionSettings(knex, DEFAULT_SETTINGS);
    expect(await chainsOf(knex)).toEqual(before);
  });

  eachDatabase('hide at once what they find restricted', async knex => {
    await knex.transaction(async tx => {
      const shop = entityConfig('shop', { repository: SHOP, paths: [] });
      await writeEntities(tx, [shop], []);
      await appendFacts(tx, HISTORY);
    });
    await chainsOf(knex);
    await applyRestrictions(knex, { projects: ['CHG'] });
    await applyProjectionSettings(knex, {
      ...DEFAULT_SETTINGS,
      tickets: { patterns: PATTERNS },
    });
    const options = {
      filter: {},
      logins: [],
      seesRestricted: false,
      limit: 99,
    };
    const shown = async () =>
      (await readChainsPage(knex, REF, options))
        .map(redactChain)
        .map(({ title }) => title)
        .sort();
    // Nothing was projected yet but what names such tickets.
    expect(await shown()).toEqual([
      'Restricted',
      'Restricted',
      'Restricted',
      'Retry',
    ]);
    const commit = commitKey(SHOP, sha('d1'));
    const tried = commitKey(SHOP, sha('e1'));
    const restricted = [changeKey(SHOP, 1), DIRECT, commit, tried];
    const asked = [changeKey(SHOP, 3), ...restricted];
    expect([...(await findRestrictedNodes(knex, asked))].sort()).toEqual(
      restricted.sort(),
    );
    await chainsOf(knex);
    expect(await shown()).toContain('Retry');
    expect(await shown()).toHaveLength(4);
  });
});
