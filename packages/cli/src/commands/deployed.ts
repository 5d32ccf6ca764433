import { Command, Option } from 'commander';
import { createHash } from 'node:crypto';
import { CiJob, detectCi } from '../environment/ci';
import { findRepository } from '../environment/repository';
import { usage } from '../exit';
import { DoorOptions, doorOf, portalOf, withDoor } from '../options';
import { say } from '../output';
import { sendDelivery } from '../portal/sendDelivery';

interface Options extends DoorOptions {
  service?: string;
  env: string;
  sha?: string;
  version?: string;
  repository?: string;
  state: string;
  at?: string;
  url?: string;
  id?: string;
  production?: boolean;
}

const HELP = `
In GitHub Actions, GitLab CI and Jenkins, --sha, --repository, --url and --id
are read from the job's variables. So in one job
  throughline deployed --env production --state running
  throughline deployed --env production
are two states of one deployment. Elsewhere give --id for that, and for a
script that tries again: without it, each call is a deployment of its own.

If GitHub's deployments reach the portal by webhook, do not report them again,
or give GitHub's id of the deployment with --id.

Examples:
  throughline deployed --service payments-api --env production \\
    --sha 8c1f0f3a0e5f3c5b3d7d4a2b1c0d9e8f7a6b5c4d --version 1.42.0 \\
    --repository github.com/acme/payments
  throughline deployed --service payments-api --env staging --state failure`;

/** One deployment for each run, service and environment. */
function idOf({ id, service, env }: Options, ci: CiJob | undefined) {
  if (id || !ci?.run) return id;
  const what = createHash('sha256')
    .update(JSON.stringify([ci.repository, service ?? '', env]))
    .digest('hex');
  const run = ci.run.replace(/[^\w.~:-]/g, '_').slice(0, 150);
  return `${run}-${what.slice(0, 12)}`;
}

async function deployed(options: Options): Promise<void> {
  const portal = portalOf(options);
  const door = doorOf(options);
  const ci = detectCi(process.env);
  const { service, env, version, state, production } = options;
  const sha = options.sha || ci?.sha;
  if (!sha) {
    throw usage('What was deployed? Give --sha, the full hash of the commit.');
  }
  const repository = await findRepository(options.repository, ci);
  const body = {
    type: 'deployment',
    id: idOf(options, ci),
    repository,
    sha,
    environment: env,
    production,
    service,
    version,
    state,
    at: options.at ?? new Date().toISOString(),
    url: options.url || ci?.url,
  };
  const { duplicate } = await sendDelivery(portal, door, {
    body: { json: JSON.stringify(body) },
  });
  const what = `${service ?? repository} in ${env}: ${state}`;
  say(duplicate ? `Known before: ${what}` : `Reported: ${what}`);
}

/** `throughline deployed` */
export function addDeployed(program: Command): void {
  withDoor(
    program
      .command('deployed')
      .description(
        'Tell the portal that a commit was deployed, and how it went.',
      )
      .requiredOption('--env <environment>', 'where it runs, e.g. production')
      .option(
        '--service <name>',
        "what runs there, by the entity's name or its annotation throughline.dev/service; needed if the repository holds several",
      )
      .option('--sha <hash>', 'the full hash of the commit that runs there')
      .option(
        '--repository <name>',
        'host/owner/name, or its URL; without it what the CI system names, else the remote "origin"',
      )
      .option('--version <version>', 'as people call it, e.g. 1.42.0')
      .addOption(
        new Option('--state <state>', 'how it is going')
          .choices([
            'queued',
            'waiting',
            'running',
            'success',
            'failure',
            'inactive',
          ])
          .default('success'),
      )
      .option('--at <time>', 'since when, ISO 8601 with a zone; without it now')
      .option('--url <url>', 'page of the deployment')
      .option('--id <id>', 'what tells this deployment from others')
      .option(
        '--production',
        'people use this environment; otherwise its name tells (prod, production)',
      )
      .option('--no-production', 'nobody does, whatever its name'),
    'rest',
  )
    .addHelpText('after', HELP)
    .action(deployed);
}
