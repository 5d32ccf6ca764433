import { HistoryGroup, HistoryProvider } from '@throughline/plugin-trace-node';
import { ClientTiming } from '../client';
import { JiraImportConfig, JiraSite } from '../config';
import { GIVES } from '../connector';
import { JiraSettings } from '../sites';
import { ProjectImport } from './ProjectImport';

const ID = 'jira';

/** What this group works with. */
export interface JiraHistoriesOptions {
  settings: JiraSettings;
  imported: JiraImportConfig;
  timing?: ClientTiming;
}

/** One history for each listed project of each site. */
export class JiraHistories implements HistoryGroup {
  readonly id = ID;
  readonly source = { id: ID, title: 'Jira', gives: GIVES };
  readonly concurrency: number;

  constructor(private readonly options: JiraHistoriesOptions) {
    this.concurrency = options.imported.concurrency;
  }

  async list(): Promise<HistoryProvider[]> {
    return this.options.imported.sites.flatMap(site =>
      site.projects.map(project => this.#historyOf(site, project)),
    );
  }

  #historyOf(site: JiraSite, project: string): HistoryProvider {
    const { settings, imported, timing } = this.options;
    const name = `${site.address.replace(/^https?:\/\//, '')}/${project}`;
    return {
      id: `${ID}:${name}`,
      source: this.source,
      repository: name,
      frequency: imported.frequency,
      run: context =>
        new ProjectImport({ site, project, settings, timing }, context).run(),
    };
  }
}
