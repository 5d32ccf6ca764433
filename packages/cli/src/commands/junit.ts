import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { detectCi } from '../environment/ci';
import { findRepository } from '../environment/repository';
import { findFiles } from '../environment/files';
import { usage } from '../exit';
import { DoorOptions, doorOf, portalOf, withDoor } from '../options';
import { counted, note, say } from '../output';
import { sendDelivery } from '../portal/sendDelivery';

interface Options extends DoorOptions {
  repository?: string;
  sha?: string;
  job?: string;
  matrix?: string;
  attempt?: string;
  url?: string;
}

const HELP = `
Globs are expanded here if the shell has not done it: quote them. A directory
stands for all *.xml in it and below.

What is not given is read from the variables of the CI system:
               GitHub Actions         GitLab CI          Jenkins
  --repository GITHUB_REPOSITORY      CI_PROJECT_URL     GIT_URL
  --sha        GITHUB_SHA, or the     CI_COMMIT_SHA      GIT_COMMIT
               head of the request
  --job        GITHUB_JOB             CI_JOB_NAME        STAGE_NAME, JOB_NAME
  --attempt    GITHUB_RUN_ATTEMPT     -                  -
  --url        the run's page         CI_JOB_URL         BUILD_URL

Upload the reports of a job together, and in a matrix job give --matrix: what
two uploads say of the same suite, commit, job, matrix and attempt is one run,
and the later one counts.

Examples:
  throughline junit upload 'reports/**/*.xml'
  throughline junit upload target/surefire-reports --matrix jdk-21
  throughline junit upload unit.xml --job unit --sha "$(git rev-parse HEAD)"`;

async function readFiles(paths: string[]): Promise<FormData> {
  const form = new FormData();
  for (const path of paths) {
    const bytes = await readFile(path).catch(error => {
      throw usage(`${path} cannot be read (${error.code ?? error.message})`);
    });
    form.append('file', new Blob([bytes], { type: 'application/xml' }), path);
  }
  return form;
}

async function upload(patterns: string[], options: Options): Promise<void> {
  const portal = portalOf(options);
  const door = doorOf(options);
  const ci = detectCi(process.env);
  const sha = options.sha || ci?.sha;
  if (!sha) {
    throw usage(
      'Which commit was tested? Give --sha, e.g. --sha "$(git rev-parse HEAD)".',
    );
  }
  const { paths, unmatched } = await findFiles(patterns);
  unmatched.forEach(pattern => note(`No file matches ${pattern}`));
  const query = {
    repository: await findRepository(options.repository, ci),
    sha,
    job: options.job || ci?.job,
    matrix: options.matrix || undefined,
    attempt: options.attempt || ci?.attempt,
    url: options.url || ci?.url,
  };
  const body = await readFiles(paths);
  const { duplicate } = await sendDelivery(portal, door, { body, query });
  const files = counted(paths.length, 'file');
  say(
    duplicate
      ? `Known before: ${files} for ${sha}`
      : `Uploaded: ${files} for ${sha}`,
  );
}

/** `throughline junit upload` */
export function addJunit(program: Command): void {
  const junit = program
    .command('junit')
    .description('Test reports in JUnit XML.');
  withDoor(
    junit
      .command('upload')
      .description('Send test reports of one CI job to the portal.')
      .argument('<files...>', 'files, globs or directories')
      .option('--repository <name>', 'host/owner/name, or its URL')
      .option('--sha <hash>', 'the full hash of the commit that was tested')
      .option('--job <name>', 'which job of the pipeline')
      .option('--matrix <name>', 'the variant of the job, e.g. node-22')
      .option('--attempt <number>', '1 at first, then 2 …')
      .option('--url <url>', 'page of the run'),
    'junit',
  )
    .addHelpText('after', HELP)
    .action(upload);
}
