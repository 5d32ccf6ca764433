import { TestRepository } from '@throughline/git-history/testUtils';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

describe('throughline report', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = TestRepository.create();
    repository.commit('Begin');
  });
  afterEach(() => repository.remove());

  it('writes a page of the clone it is in', async () => {
    const { code, stdout } = await runCli(
      ['report', '--until', '2024-06-01', '--days', '60'],
      { cwd: repository.path },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Wrote report\.html: .*, 1 change in 60 days\.\n$/);
    const page = readFileSync(join(repository.path, 'report.html'), 'utf8');
    expect(page).toContain('<h1>Where work piles up</h1>');
    expect(page).not.toContain('Person A');
  });

  it.each([
    [['--days', '3'], 'Give a number of days from 7 to 730.'],
    [['--until', 'soon'], '--until is "soon"; give a date'],
    [['--repo', 'shop'], 'set GITHUB_TOKEN'],
    [['--repo', 'shop', '--token', 't'], '--repo is "shop"; give owner/name'],
    [['--clone', '/nowhere'], '/nowhere'],
  ])('ends with 2 and says what to change: %j', async (args, said) => {
    const { code, stderr } = await runCli(['report', ...args], {
      cwd: repository.path,
    });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(said),
    });
  });
});
