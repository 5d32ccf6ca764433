import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'papaparse';
import { deploymentDiffs } from './deploymentDiffs';
import { linkPullRequests } from './linkPullRequests';
import { previousDeployments } from './previousDeployments';

type Row = Record<string, string>;

const corpus = resolve(
  resolvePackagePath('@throughline/plugin-trace-backend'),
  '../../../shared/corpora/devlake-dora',
);
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

const rowsOf = (...path: string[]): Row[] =>
  parse<Row>(readFileSync(join(corpus, ...path), 'utf8').trim(), {
    header: true,
  }).data;

/** What of a kind belongs to the project. */
const mapped = (mapping: Row[], project: string, table: string) =>
  new Set(
    mapping
      .filter(row => row.project_name === project && row.table === table)
      .map(row => row.row_id),
  );

/** The rows in an order of their own, with nothing but some of their columns. */
const only = (rows: Row[], columns: string[]) =>
  rows
    .map(row => columns.map(column => row[column] ?? ''))
    .sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));

describeCorpus(
  'the definitions of DevLake (skipped without ../shared/corpora/devlake-dora)',
  () => {
    it('give each deployment the successful one before it', () => {
      const folder = ['dora', 'prev_success_deployment_commit'];
      const before = rowsOf(...folder, 'cicd_deployment_commits_before.csv');
      const previous = previousDeployments(
        before.map(row => ({
          id: row.id,
          result: row.result,
          finishedDate: row.finished_date,
          scopeId: row.cicd_scope_id,
          repoUrl: row.repo_url,
          environment: row.environment,
        })),
        mapped(
          rowsOf(...folder, 'project_mapping.csv'),
          'project1',
          'cicd_scopes',
        ),
      );
      const after = rowsOf(...folder, 'cicd_deployment_commits_after.csv');
      const columns = Object.keys(after[0]);
      const found = before.map(row => ({
        ...row,
        prev_success_deployment_commit_id: previous.get(row.id) ?? '',
      }));
      expect(found).toHaveLength(16);
      expect(previous.size).toBe(7);
      expect(only(found, columns)).toEqual(only(after, columns));
    });

    it('give each deployment the commits since', () => {
      const folder = ['refdiff', 'deployment_commit_diff'];
      const mapping = rowsOf(...folder, 'project_mapping.csv');
      const repos = mapped(mapping, 'project1', 'repos');
      const commits = new Set(
        rowsOf(...folder, 'repo_commits.csv')
          .filter(row => repos.has(row.repo_id))
          .map(row => row.commit_sha),
      );
      const parents = new Map<string, string[]>();
      for (const row of rowsOf(...folder, 'commit_parents.csv')) {
        if (!commits.has(row.commit_sha)) continue;
        const held = parents.get(row.commit_sha) ?? [];
        parents.set(row.commit_sha, [...held, row.parent_commit_sha]);
      }
      const { pairs, diffs } = deploymentDiffs(
        rowsOf(...folder, 'cicd_deployment_commits.csv').map(row => ({
          id: row.id,
          scopeId: row.cicd_scope_id,
          repoUrl: row.repo_url,
          environment: row.environment,
          startedDate: row.started_date,
          commitSha: row.commit_sha,
          previousId: row.prev_success_deployment_commit_id || undefined,
        })),
        mapped(mapping, 'project1', 'cicd_scopes'),
        parents,
      );
      const expected = rowsOf(...folder, 'commits_diffs.csv');
      const finished = rowsOf(
        ...folder,
        '_tool_refdiff_finished_commits_diffs.csv',
      );
      const asRows = diffs.map(({ newSha, oldSha, sha, sortingIndex }) => ({
        new_commit_sha: newSha,
        old_commit_sha: oldSha,
        commit_sha: sha,
        sorting_index: `${sortingIndex}`,
      }));
      expect(expected.length).toBeGreaterThan(3);
      const columns = Object.keys(expected[0]);
      expect(only(asRows, columns)).toEqual(only(expected, columns));
      const asPairs = pairs.map(({ newSha, oldSha }) => ({
        new_commit_sha: newSha,
        old_commit_sha: oldSha,
      }));
      const pairColumns = ['new_commit_sha', 'old_commit_sha'];
      expect(only(asPairs, pairColumns)).toEqual(only(finished, pairColumns));
    });

    it('give each pull request its issues', () => {
      const folder = ['linker', 'snapshot_tables'];
      const mapping = rowsOf(...folder, 'project_mapping.csv');
      const repos = mapped(mapping, 'GitHub1', 'repos');
      const boards = mapped(mapping, 'GitHub1', 'boards');
      const onBoards = new Set(
        rowsOf(...folder, 'board_issues.csv')
          .filter(row => boards.has(row.board_id))
          .map(row => row.issue_id),
      );
      const links = linkPullRequests(
        rowsOf(...folder, 'pull_requests.csv')
          .filter(row => repos.has(row.base_repo_id))
          .map(row => ({
            id: row.id,
            key: row.pull_request_key,
            title: row.title,
            description: row.description,
            headRef: row.head_ref,
          })),
        rowsOf(...folder, 'issues.csv')
          .filter(row => onBoards.has(row.id))
          .map(row => ({ id: row.id, key: row.issue_key })),
        /#(\d+)/,
      );
      const expected = rowsOf(...folder, 'pull_request_issues.csv');
      const found = links.map(link => ({
        pull_request_id: link.pullRequestId,
        issue_id: link.issueId,
        pull_request_key: link.pullRequestKey,
        issue_key: link.issueKey,
      }));
      expect(found).toHaveLength(3);
      const columns = Object.keys(found[0]);
      expect(only(found, columns)).toEqual(only(expected, columns));
    });
  },
);
