import { DeployedService } from '../organisation/repositories';
import { Forge } from './forge';
import { idOf } from './identifiers';
import {
  Deployment,
  deploymentPayload,
  deploymentStatusPayload,
} from './payloads/deployment';

const SECOND = 1000;

type Environment = Deployment['environment'];

/** Brings what is on `main` to staging, and from there to production. */
export class Deployer {
  /** While true, the train does not go to production. */
  held = false;
  private readonly ran = new Map<string, string[]>();
  private readonly versions = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly forge: Forge) {}

  /** What runs somewhere, as a commit; or ran there before (`back` times). */
  runs(
    service: DeployedService,
    environment: Environment,
    back: number = 0,
  ): string | undefined {
    return this.ran.get(`${service.name}/${environment}`)?.at(-1 - back);
  }

  /** Services whose code the paths touch. */
  touched(paths: string[]): DeployedService[] {
    return this.forge.source.services.filter(({ folder }) =>
      paths.some(path => path.startsWith(folder)),
    );
  }

  /** Deploys a commit; an older one as well, which is a rollback. */
  deploy(
    group: string,
    at: number,
    service: DeployedService,
    environment: Environment,
    sha: string,
    description: string = `Deploy to ${environment}`,
  ): void {
    const { source } = this.forge;
    const made: Deployment = {
      id: idOf(`${source.name}/${group}/${service.name}/${environment}`),
      sha,
      environment,
      service: service.deployedAs,
      version: this.versionOf(service, sha),
      description,
      at,
    };
    const status = (state: 'in_progress' | 'success', after: number) =>
      this.forge.emit(
        group,
        at + after,
        'deployment_status',
        deploymentStatusPayload(source, made, state, at + after),
      );
    this.forge.emit(group, at, 'deployment', deploymentPayload(source, made));
    status('in_progress', 20 * SECOND);
    status('success', 240 * SECOND);
    const place = `${service.name}/${environment}`;
    this.ran.set(place, [...(this.ran.get(place) ?? []), sha]);
  }

  /** Takes what runs in staging to production, unless production is held. */
  train(group: string, at: number): void {
    if (this.held) return;
    for (const service of this.forge.source.services) {
      const staged = this.runs(service, 'staging');
      if (staged && staged !== this.runs(service, 'production')) {
        this.deploy(group, at, service, 'production', staged);
      }
    }
  }

  private versionOf(service: DeployedService, sha: string): string {
    const key = `${service.name}@${sha}`;
    const known = this.versions.get(key);
    if (known) return known;
    const count = (this.counts.get(service.name) ?? 0) + 1;
    this.counts.set(service.name, count);
    const version = `2.${count}.0`;
    this.versions.set(key, version);
    return version;
  }
}
