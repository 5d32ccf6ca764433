import { mergeFacts, plainValues } from '@throughline/plugin-trace-common';
import { factsOf, RECEIVED, reasonOf } from '../__testUtils__/deliver';
import {
  ANNA,
  BEN,
  hash,
  mergeRequestEvent,
  NAME,
  noteEvent,
  URL,
} from '../__testUtils__/payloads';

const KEY = `change:${NAME}#12`;

describe('a merge request', () => {
  it('is a change with all that its payload says', async () => {
    expect(await factsOf(mergeRequestEvent('open'))).toEqual([
      {
        subject: KEY,
        at: '2026-03-01T09:00:00.000Z',
        rank: 0,
        attributes: {
          number: 12,
          title: 'PAY-1 Round totals',
          url: `${URL}/-/merge_requests/12`,
          state: 'open',
          draft: false,
          author: { login: 'anna', type: 'person' },
          baseBranch: 'main',
          headBranch: 'round-totals',
          headSha: hash('a'),
          intoDefaultBranch: true,
          createdAt: '2026-03-01T09:00:00.000Z',
          mergedAt: null,
          closedAt: null,
          readyAt: '2026-03-01T09:00:00.000Z',
          labels: ['backend'],
          requestedReviews: 1,
          mentions: [
            {
              ticket: 'issue:PAY-1',
              verb: 'implements',
              where: 'title',
              text: 'PAY-1 Round totals',
            },
            {
              ticket: `issue:${NAME}#3`,
              verb: 'closes',
              where: 'body',
              text: 'Closes #3',
            },
          ],
          words: null,
          reverts: null,
          relands: null,
          authorship: null,
        },
      },
    ]);
  });

  it('does not say an author whose login the payload does not give', async () => {
    const [fact, author] = await factsOf(
      mergeRequestEvent('update', {}, { user: BEN, reviewers: [] }),
    );
    expect(fact.attributes).not.toHaveProperty('author');
    // Else the change would not be shown; whoever knows more wins.
    expect(author).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      attributes: { author: { type: 'unknown' } },
    });
    const [reviewed] = await factsOf(
      mergeRequestEvent('update', {}, { user: BEN, reviewers: [ANNA] }),
    );
    expect(reviewed.attributes.author).toEqual({
      login: 'anna',
      type: 'person',
    });
  });

  it.each([
    ['merge commit', { merge_commit_sha: hash('c') }, hash('c')],
    [
      'squash before it',
      { merge_commit_sha: hash('c'), squash_commit_sha: hash('b') },
      hash('b'),
    ],
    ['nothing, as after a fast-forward', {}, undefined],
  ])('is merged, and landed as its %s', async (_, attributes, mergeSha) => {
    const [{ attributes: said }] = await factsOf(
      mergeRequestEvent('merge', {
        state: 'merged',
        updated_at: '2026-03-02 10:00:00 UTC',
        ...attributes,
      }),
    );
    expect(said).toMatchObject({
      state: 'merged',
      mergedAt: '2026-03-02T10:00:00.000Z',
      closedAt: null,
    });
    expect(said.mergeSha).toBe(mergeSha);
  });

  it('does not say again when it was merged or closed', async () => {
    const [merged] = await factsOf(
      mergeRequestEvent('update', { state: 'merged' }),
    );
    expect(merged.attributes).not.toHaveProperty('mergedAt');
    const [closed] = await factsOf(
      mergeRequestEvent('update', { state: 'closed' }),
    );
    expect(closed.attributes).not.toHaveProperty('closedAt');
    expect(closed.attributes.mergedAt).toBeNull();
  });

  it('is what happened last, in whatever order it is told', async () => {
    const facts = await Promise.all(
      [
        mergeRequestEvent('open'),
        mergeRequestEvent('close', {
          state: 'closed',
          updated_at: '2026-03-01 10:00:00 UTC',
        }),
        mergeRequestEvent('reopen', { updated_at: '2026-03-01 10:00:00 UTC' }),
        mergeRequestEvent('merge', {
          state: 'merged',
          updated_at: '2026-03-01 10:00:00 UTC',
          merge_commit_sha: hash('c'),
        }),
      ].map(payload => factsOf(payload)),
    );
    const forwards = mergeFacts(facts.flat());
    expect(mergeFacts(facts.flat().reverse())).toEqual(forwards);
    expect(plainValues(forwards)).toMatchObject({
      state: 'merged',
      mergeSha: hash('c'),
    });
  });

  it.each([
    ['opened as a draft', 'open', { draft: true }, {}, undefined],
    [
      'ready now',
      'update',
      {},
      { draft: { previous: true, current: false } },
      '2026-03-01T09:00:00.000Z',
    ],
    [
      'a draft again',
      'update',
      { draft: true },
      { draft: { previous: false, current: true } },
      null,
    ],
    ['edited', 'update', {}, { title: {} }, undefined],
  ])('that is %s says when it is ready', async (...given) => {
    const [, action, attributes, changes, readyAt] = given;
    const [fact] = await factsOf(
      mergeRequestEvent(action, attributes, { changes }),
    );
    expect(fact.attributes.readyAt).toEqual(readyAt);
  });

  it('knows a draft by the older name too', async () => {
    const [fact] = await factsOf(
      mergeRequestEvent('open', {
        draft: undefined,
        work_in_progress: true,
      }),
    );
    expect(fact.attributes.draft).toBe(true);
  });

  it('says what it reverts, in the words of GitLab', async () => {
    const description = `This reverts merge request !9\n\nThis reverts merge request shop/api!7\nThis reverts commit ${hash(
      'b',
    )}.`;
    const [fact] = await factsOf(mergeRequestEvent('open', { description }));
    expect(fact.attributes.reverts).toEqual([
      `commit:${NAME}@${hash('b')}`,
      `change:${NAME}#9`,
      'change:gitlab.example/shop/api#7',
    ]);
  });

  it('keeps of its description the words that settings may take for keys', async () => {
    const description = 'Fixes CHG0012345';
    const [fact] = await factsOf(mergeRequestEvent('open', { description }));
    expect(fact.attributes.words).toEqual([
      { word: 'CHG0012345', verb: 'closes', where: 'body' },
    ]);
  });

  it('says what it lands again', async () => {
    const title = 'Reland !9: Round totals';
    const [fact] = await factsOf(mergeRequestEvent('open', { title }));
    expect(fact.attributes.relands).toEqual([`change:${NAME}#9`]);
  });

  it('names tickets of projects in subgroups', async () => {
    const description = 'See shop/web/cart#8 and shop/cart#9';
    const [fact] = await factsOf(mergeRequestEvent('open', { description }));
    expect(fact.attributes.mentions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ticket: 'issue:gitlab.example/shop/web/cart#8',
        }),
        expect.objectContaining({
          ticket: 'issue:gitlab.example/shop/cart#9',
        }),
      ]),
    );
  });

  it('shows signs of an agent in account, branch and labels', async () => {
    const agent = { id: 7, username: 'devin-ai-integration' };
    const [fact] = await factsOf(
      mergeRequestEvent(
        'open',
        {
          source_branch: 'devin/totals',
          labels: [{ title: 'ai-assisted' }],
        },
        { user: agent },
      ),
    );
    expect(fact.attributes.authorship).toEqual([
      { says: 'agent', rule: 'account', text: 'devin-ai-integration' },
      { says: 'agent', rule: 'branch', text: 'devin/totals' },
      { says: 'assisted', rule: 'label', text: 'ai-assisted' },
    ]);
  });

  it.each(['project_42_bot_1f', 'group_3_bot', 'renovate-bot'])(
    'knows %s for a bot',
    async username => {
      const [fact] = await factsOf(
        mergeRequestEvent('open', {}, { user: { id: 7, username } }),
      );
      expect(fact.attributes.author).toEqual({ login: username, type: 'bot' });
    },
  );

  it('ignores actions that change nothing', async () => {
    expect(await reasonOf(mergeRequestEvent('sing'))).toBe(
      'A merge request\'s action "sing" changes nothing about its delivery.',
    );
  });
});

describe('an approval', () => {
  const review = `review:verdict-${BEN.id}`;
  const approval = (action: string, rest = {}, attributes = {}) =>
    factsOf(mergeRequestEvent(action, attributes, { user: BEN, ...rest }));

  it.each([
    ['approved', 'approved'],
    ['approval', 'approved'],
    ['unapproved', 'dismissed'],
    ['unapproval', 'dismissed'],
  ])('%s is one', async (action, state) => {
    const [, fact] = await approval(action);
    expect(fact).toMatchObject({ subject: KEY, at: RECEIVED });
    expect(fact.attributes).toEqual({
      [review]: {
        state,
        by: { login: 'ben', type: 'person' },
        at: RECEIVED,
        sha: hash('a'),
      },
    });
  });

  it('was given when the request changed, where it did with it', async () => {
    const changes = { updated_at: { current: '2026-03-01 09:00:00 UTC' } };
    const [, fact] = await approval('approved', { changes });
    expect(fact.at).toBe('2026-03-01T09:00:00.000Z');
  });

  it('that GitLab takes back after a push is nobody’s verdict', async () => {
    const facts = await approval('unapproved', {}, { system: true });
    expect(JSON.stringify(facts)).not.toContain('review:');
  });

  it('fails without the number of who gave it', async () => {
    await expect(
      approval('approved', { user: { username: 'ben' } }),
    ).rejects.toMatchObject({ path: 'user.id' });
  });
});

describe('a comment', () => {
  it('on a merge request is a review that says nothing of its text', async () => {
    const facts = await factsOf(noteEvent());
    expect(facts[0]).toMatchObject({
      subject: KEY,
      attributes: { number: 12, url: `${URL}/-/merge_requests/12` },
    });
    expect(facts[1]).toMatchObject({
      at: '2026-03-01T09:30:00.000Z',
      attributes: {
        'review:note-1244': {
          state: 'commented',
          by: { login: 'ben', type: 'person' },
          at: '2026-03-01T09:30:00.000Z',
        },
      },
    });
    expect(JSON.stringify(facts)).not.toContain('cent');
  });

  it('of the author is none', async () => {
    const facts = await factsOf(
      noteEvent({ author_id: ANNA.id }, { user: ANNA }),
    );
    expect(facts).toHaveLength(1);
    expect(facts[0].attributes.author).toEqual({
      login: 'anna',
      type: 'person',
    });
  });

  it.each(['Commit', 'Issue', 'Snippet'])(
    'on a %s is ignored',
    async noteable => {
      expect(await reasonOf(noteEvent({ noteable_type: noteable }))).toBe(
        `A comment on "${noteable}" says nothing about delivery.`,
      );
    },
  );

  it('of GitLab itself is ignored', async () => {
    expect(await reasonOf(noteEvent({ system: true }))).toMatch(
      /^GitLab's own/,
    );
  });
});
