import { ReportFile } from '../request/readFiles';
import { decodeXml } from './decodeXml';
import { parseReport, Suite, Usage } from './parseReport';

/** One file's suites. */
export interface Report {
  file: string;
  suites: Suite[];
}

/**
 * Reads all files of an upload.
 *
 * @throws ReportError for the first file that cannot be read
 */
export function readReports(files: ReportFile[]): Report[] {
  const usage: Usage = { suites: 0, cases: 0 };
  return files.map(({ name, bytes }) => ({
    file: name,
    suites: parseReport(decodeXml(bytes, name), name, usage),
  }));
}
