import { version } from '../../package.json';
import { reportFigures } from './figures';
import { reportPage } from './page/page';
import { readRepositories } from './read/readRepositories';
import { ReportPeriod, ReportRepository, ReportSources } from './types';

/**
 * Reads the repositories and makes the page.
 *
 * @throws CliError with a message for people
 */
export async function makeReport(
  sources: ReportSources,
  period: ReportPeriod,
): Promise<{ page: string; repositories: ReportRepository[] }> {
  const repositories = await readRepositories(sources, period);
  return {
    page: reportPage(reportFigures(repositories, period, version)),
    repositories,
  };
}
