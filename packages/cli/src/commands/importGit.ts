import { HistoryBatch, openClone, readHistory } from '@throughline/git-history';
import { Command } from 'commander';
import { CheckpointFile } from '../environment/CheckpointFile';
import { detectCi } from '../environment/ci';
import { findBranch, findStart } from '../environment/history';
import { findRepository } from '../environment/repository';
import { usage } from '../exit';
import { DoorOptions, doorOf, portalOf, withDoor } from '../options';
import { count, counted, note, Progress, say } from '../output';
import { sendDelivery } from '../portal/sendDelivery';
import { bodiesOf } from './importBodies';

interface Options extends DoorOptions {
  repository?: string;
  branch?: string;
  since?: string;
  checkpoint?: string;
}

const HELP = `
Commits of the default branch, and those that tags reach, are read on this
machine with git and sent in batches. The clone is not changed. Of a message
the trace keeps the subject and what is around ticket keys.

It can be stopped at any time and run again, with the same result: what the
portal has already is not stored again. With --checkpoint a further run sends
only what is new.

A shallow clone has only a part of the history: in GitHub Actions set
fetch-depth: 0, in GitLab CI GIT_DEPTH: 0.

Examples:
  throughline import-git
  throughline import-git ~/src/shop --branch trunk
  throughline import-git --since v1.40.0
  throughline import-git --since 2026-01-01 --checkpoint .throughline.json`;

const SHALLOW =
  'This clone is shallow, so only a part of the history is there; "git fetch --unshallow" brings the rest.';

async function openHistory(path: string) {
  try {
    return await openClone(path, { lookUp: true });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

async function importGit(path: string, options: Options): Promise<void> {
  const portal = portalOf(options);
  const door = doorOf(options);
  const git = await openHistory(path);
  const ci = detectCi(process.env);
  const repository = await findRepository(options.repository, ci, git);
  const file =
    options.checkpoint === undefined
      ? undefined
      : await CheckpointFile.open(options.checkpoint, {
          portal: portal.address.href,
          source: door.source,
          repository,
          since: options.since ?? '',
        });
  const progress = new Progress();
  const sent = { commits: 0, tags: 0, deliveries: 0, stored: 0 };
  let empty = false;

  const send = async (batch: HistoryBatch) => {
    for (const json of bodiesOf(repository, batch)) {
      const { duplicate } = await sendDelivery(portal, door, {
        body: { json },
      });
      sent.deliveries += 1;
      if (!duplicate) sent.stored += 1;
    }
    sent.commits += batch.commits.length;
    sent.tags += batch.tags.length;
    await file?.write(batch.checkpoint);
    progress.show(
      `${repository}: ${count(batch.done)} of ${count(batch.total)}`,
    );
  };

  try {
    for await (const batch of readHistory(git, {
      defaultBranch: await findBranch(git, options.branch, ci),
      checkpoint: file?.checkpoint,
      ...(await findStart(git, options.since)),
      onState(state) {
        empty = state.empty;
        if (state.shallow) note(SHALLOW);
      },
    })) {
      await send(batch);
    }
  } finally {
    progress.clear();
  }
  if (sent.deliveries === 0) {
    say(
      empty
        ? `${repository} has no commits yet.`
        : `Nothing new in ${repository}.`,
    );
    return;
  }
  const { commits, tags, deliveries, stored } = sent;
  say(
    `Sent ${counted(commits, 'commit')} and ${counted(
      tags,
      'tag',
    )} of ${repository}. New to the portal: ${count(stored)} of ${counted(
      deliveries,
      'part',
    )}.`,
  );
}

/** `throughline import-git` */
export function addImportGit(program: Command): void {
  withDoor(
    program
      .command('import-git')
      .description('Send the history of a git clone to the portal.')
      .argument('[path]', 'the clone, or a directory in it', '.')
      .option(
        '--repository <name>',
        'host/owner/name, or its URL; without it the remote "origin"',
      )
      .option(
        '--branch <name>',
        'whose commits count as delivered; without it what the CI system or origin/HEAD names, else the current one',
      )
      .option(
        '--since <commit|tag|date>',
        'leave out this commit and what it reaches, or what is older than a date',
      )
      .option(
        '--checkpoint <file>',
        'keep in this file how far it has come, and go on from there',
      ),
    'rest',
  )
    .addHelpText('after', HELP)
    .action(importGit);
}
