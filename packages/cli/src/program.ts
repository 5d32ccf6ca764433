import { Command } from 'commander';
import { version } from '../package.json';
import { addContext } from './commands/context';
import { addDeployed } from './commands/deployed';
import { addErasePerson } from './commands/erasePerson';
import { addImportGit } from './commands/importGit';
import { addJunit } from './commands/junit';
import { addReport } from './commands/report';
import { addSend } from './commands/send';

const HELP = `
Environment:
  THROUGHLINE_PORTAL   address of the portal's backend, instead of --portal
  THROUGHLINE_TOKEN    for context and erase-person: a Backstage token, instead of --token
  THROUGHLINE_SECRET   for what is sent: a source's secret, instead of --secret

Exit codes:
  0  done
  1  the portal refused it, or has a fault
  2  something about the call has to change: an option, the address, a file
  3  nothing to show, or nothing to send
  4  the portal cannot be reached or is busy; the same call may do later
  5  the token or secret is missing, wrong, or not enough

Examples:
  throughline context component:default/payments-api
  throughline import-git .
  throughline junit upload 'reports/**/*.xml'
  throughline deployed --service payments-api --env production --sha "$SHA"
  throughline send tickets.json
  throughline report --repo acme/shop

"throughline <command> --help" says more, with examples.`;

/** The command line. */
export function createProgram(): Command {
  const program = new Command('throughline')
    .description(
      'Asks a Throughline portal what is known of a service, and tells it what was built, tested and deployed.',
    )
    .version(version)
    // So that "deployed --version 1.2" is the deployment's.
    .enablePositionalOptions()
    .showHelpAfterError('("--help" says what there is)')
    .addHelpText('after', HELP)
    .exitOverride();
  addContext(program);
  addImportGit(program);
  addJunit(program);
  addDeployed(program);
  addSend(program);
  addErasePerson(program);
  addReport(program);
  return program;
}
