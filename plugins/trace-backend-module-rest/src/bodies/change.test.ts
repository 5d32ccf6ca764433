import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import {
  change,
  factsOf,
  hash,
  requestOf,
  SHOP,
} from '../__testUtils__/bodies';
import { factsOfGithub } from '../__testUtils__/github';
import { restConnector } from '../restConnector';

const valuesOf = (facts: Fact[]) => plainValues(mergeFacts(facts));

describe('a change', () => {
  it('says what it is, which tickets it names, and how it was reviewed', async () => {
    const facts = await factsOf(change({ description: 'Fixes #3' }));
    expect(new Set(facts.map(({ subject }) => subject))).toEqual(
      new Set([`change:${SHOP}#12`]),
    );
    expect(valuesOf(facts)).toMatchObject({
      number: 12,
      state: 'merged',
      mergeSha: hash('b'),
      mergedAt: '2026-02-02T10:00:00.000Z',
      author: { login: 'person-a', type: 'person' },
      mentions: [
        { ticket: 'issue:PAY-812', where: 'title' },
        { ticket: `issue:${SHOP}#3`, verb: 'closes', where: 'body' },
      ],
    });
    expect(mergeFacts(facts)['review:5'].value).toEqual({
      state: 'approved',
      by: { login: 'person-b', type: 'person' },
      at: '2026-02-02T09:00:00.000Z',
      sha: hash('a'),
    });
  });

  it('says which files it would change, as far as the sender does', async () => {
    const said = async (more: object) => {
      const { paths, pathsTruncated } = valuesOf(await factsOf(change(more)));
      return { paths, pathsTruncated };
    };
    expect(await said({})).toEqual({});
    expect(await said({ paths: ['a.ts'] })).toEqual({
      paths: ['a.ts'],
      pathsTruncated: false,
    });
    expect(await said({ paths: ['a.ts'], pathsTruncated: true })).toEqual({
      paths: ['a.ts'],
      pathsTruncated: true,
    });
  });

  it('may be reported in any order', async () => {
    const open = await factsOf({
      ...change({ state: 'open', reviews: [], at: '2026-02-01T10:00:00Z' }),
      mergedAt: undefined,
      closedAt: undefined,
      mergeSha: undefined,
    });
    const merged = await factsOf(change());
    const both = valuesOf([...open, ...merged]);
    expect(both).toEqual(valuesOf([...merged, ...open]));
    expect(both).toMatchObject({ state: 'merged', mergeSha: hash('b') });
    expect(valuesOf(open)).not.toHaveProperty('mergedAt');
    expect(valuesOf(open)).not.toHaveProperty('closedAt');
  });

  it('keeps its description only as far as it names something', async () => {
    const facts = await factsOf(
      change({ description: 'Asked for by a@example.com, see #3' }),
    );
    expect(JSON.stringify(facts)).not.toContain('@example.com');
    expect(JSON.stringify(facts)).not.toContain('Asked for');
  });

  it.each([
    [
      { mergedAt: undefined },
      'The field "mergedAt" is missing; expected the time of the merge, since the state is merged',
    ],
    [
      { mergeSha: undefined },
      'The field "mergeSha" is missing; expected the commit of the merge, since the state is merged',
    ],
    [{ number: 0 }, 'The field "number" is 0; expected a whole number above 0'],
    [
      { author: 'person-a' },
      'The field "author" is "person-a"; expected an account, e.g. { "login": "octocat" }',
    ],
    [
      { reviews: [{ id: 1, state: 'ok' }] },
      'The field "reviews[0].state" is "ok"; expected one of approved, changes-requested, commented, dismissed',
    ],
    [
      { reviews: Array(101).fill((change().reviews as object[])[0]) },
      'The field "reviews" is a list of 101; expected at most 100 reviews',
    ],
    [
      { paths: Array(301).fill('a.ts') },
      'The field "paths" is a list of 301; expected at most 300 paths',
    ],
    [
      { requestedReviews: -1 },
      'The field "requestedReviews" is -1; expected a whole number',
    ],
    [{ headSha: 'main' }, 'The field "headSha" is "main"; expected the full'],
  ])('is refused with %j, naming the field', async (more, message) => {
    await expect(
      restConnector.identify(requestOf({ ...change(), ...more })),
    ).rejects.toThrow(message);
  });
});

describe('a change that GitHub reports as well', () => {
  it('is the same node with the same registers', async () => {
    const theirs = await factsOfGithub('pull_request_review', {
      action: 'submitted',
      repository: {
        html_url: 'https://github.com/Acme/Shop',
        default_branch: 'main',
      },
      pull_request: {
        number: 12,
        html_url: 'https://forge.example.com/acme/shop/12',
        title: 'PAY-812: Retry card capture',
        body: null,
        state: 'closed',
        draft: false,
        user: { login: 'person-a', type: 'User' },
        head: { ref: 'retry', sha: hash('a') },
        base: { ref: 'main' },
        created_at: '2026-02-01T10:00:00Z',
        updated_at: '2026-02-02T10:00:00Z',
        closed_at: '2026-02-02T10:00:00Z',
        merged_at: '2026-02-02T10:00:00Z',
        merge_commit_sha: hash('b'),
      },
      review: {
        id: 5,
        user: { login: 'person-b', type: 'User' },
        state: 'approved',
        submitted_at: '2026-02-02T09:00:00Z',
        commit_id: hash('a'),
      },
    });
    const ours = await factsOf(change());
    expect(valuesOf(ours)).toEqual(valuesOf(theirs));
    expect(mergeFacts(ours)['review:5']).toEqual(
      mergeFacts(theirs)['review:5'],
    );
    expect(new Set([...theirs, ...ours].map(({ subject }) => subject))).toEqual(
      new Set([`change:${SHOP}#12`]),
    );
  });
});
