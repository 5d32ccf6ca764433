import { firstProblem } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { JiraClient } from '../client';

/** What Jira has in a page unless it is asked for another number. */
const PAGE = 1000;

const schema = z.object({
  issueChangeLogs: z
    .array(
      z.object({
        issueId: z.coerce.string(),
        changeHistories: z.array(z.unknown()).nullish(),
      }),
    )
    .nullish(),
  nextPageToken: z.string().nullish(),
});

/**
 * All changes of up to 1,000 tickets, none of them checked, by the id of the
 * ticket; of which nothing was changed may be missing. Jira Cloud only:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post
 *
 * Which fields to give could be said, by id, but moving to another project has
 * none in the changelog.
 */
export async function readChangelogs(
  client: JiraClient,
  ids: string[],
): Promise<ReadonlyMap<string, unknown[]>> {
  const found = new Map<string, unknown[]>();
  if (ids.length === 0) return found;
  let nextPageToken: string | undefined;
  do {
    const answer = await client.post('/rest/api/3/changelog/bulkfetch', {
      issueIdsOrKeys: ids,
      maxResults: PAGE,
      nextPageToken,
    });
    const { data: page, error } = schema.safeParse(answer.data);
    if (error) {
      const { path, message } = firstProblem(error);
      throw new Error(
        `Jira gives changelogs that cannot be understood: ${
          path || 'the answer'
        } ${message}`,
      );
    }
    for (const { issueId, changeHistories } of page.issueChangeLogs ?? []) {
      const before = found.get(issueId) ?? [];
      found.set(issueId, [...before, ...(changeHistories ?? [])]);
    }
    nextPageToken = page.nextPageToken ?? undefined;
  } while (nextPageToken !== undefined);
  return found;
}
