import {
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  contextToMarkdown,
  EntityContext,
  MIN_BUDGET,
} from '@throughline/plugin-context-common';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CliError, EXIT, usage } from '../exit';
import {
  PortalOptions,
  portalOf,
  readCredential,
  withPortal,
} from '../options';
import { jsonText, note, printable, say } from '../output';

interface Options extends PortalOptions {
  token?: string;
  json?: boolean;
  since?: string;
  at?: string;
  budget?: number;
}

const HELP = `
The token is a Backstage user's, or an external access token whose access is
restricted to the plugin "context" (backend.auth.externalAccess). What its
holder may not see is not in the answer.

A revision is the number that an earlier answer gave. With --budget the least
important is left out first, and the end of the text names what is not in it;
standard error says so too.

Examples:
  throughline context payments-api
  throughline context component:default/payments-api --since 2026-03-01T00:00:00Z
  throughline context system:shop --budget 800
  throughline context payments-api --json | jq '.attention'`;

function readRef(text: string): CompoundEntityRef {
  try {
    return parseEntityRef(text, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    throw usage(
      `"${text}" is no entity; give its name, or kind:namespace/name, e.g. component:default/payments-api`,
    );
  }
}

/** A revision or a time, as it is sent. */
function readMoment(option: string, others: string[] = []) {
  return (text: string): string => {
    const moment = text.trim();
    if (/^\d{1,15}$/.test(moment) || others.includes(moment)) return moment;
    const time = new Date(moment);
    if (/^\d{4}-\d\d-\d\d/.test(moment) && !Number.isNaN(time.getTime())) {
      return time.toISOString();
    }
    throw new InvalidArgumentError(
      `${option} must be ${[
        'a revision (a number)',
        'a time such as 2026-03-01T10:00:00Z',
        ...others.map(other => `"${other}"`),
      ].join(', or ')}.`,
    );
  };
}

function readBudget(text: string): number {
  const budget = Number(text);
  if (!/^\d{1,9}$/.test(text) || budget < MIN_BUDGET) {
    throw new InvalidArgumentError(
      `A budget is a whole number of tokens, at least ${MIN_BUDGET}.`,
    );
  }
  return budget;
}

/** Enough of an answer's shape to work with it. */
function isContext(answer: unknown): answer is EntityContext {
  const context = answer as Partial<EntityContext> | null;
  return (
    typeof context?.entityRef === 'string' &&
    Array.isArray(context.sections) &&
    Array.isArray(context.attention) &&
    Array.isArray(context.sources)
  );
}

async function showContext(text: string, options: Options): Promise<void> {
  const ref = readRef(text);
  const portal = portalOf(options);
  const token = readCredential(options.token, '--token');
  const { kind, namespace, name } = ref;
  const entityRef = stringifyEntityRef(ref);
  const answer = await portal.send({
    path: ['api', 'context', 'entities', kind, namespace, name],
    query: { since: options.since, at: options.at },
    credential: token,
    meaning: {
      notFound: `There is nothing to show of ${entityRef}: it is not in the catalog, this token may not see it, or the portal has no context plugin.`,
      credential: token
        ? 'Has --token (or THROUGHLINE_TOKEN) expired, or is it of another portal?'
        : 'Give --token or THROUGHLINE_TOKEN: the token of a Backstage user, or a restricted one of a service.',
    },
  });
  if (!isContext(answer)) {
    throw new CliError(
      EXIT.refused,
      'The portal answered something that is no context; is it a newer version than this command?',
    );
  }
  if (options.json) {
    say(jsonText(answer));
    return;
  }
  const { markdown, leftOut } = contextToMarkdown(answer, {
    budget: options.budget,
  });
  say(printable(markdown).trimEnd());
  if (leftOut.length > 0) {
    note(
      `Left out to fit ${options.budget} tokens: ${printable(
        leftOut.join('; '),
      )}`,
    );
  }
}

/** `throughline context` */
export function addContext(program: Command): void {
  withPortal(
    program
      .command('context')
      .description(
        'Show what is known of an entity, as Markdown: attention first, then each section.',
      )
      .argument(
        '<entityRef>',
        'kind:namespace/name, kind:name, or the name of a component',
      )
      .option('--json', 'the whole answer as JSON')
      .addOption(
        new Option(
          '--since <revision|time>',
          'also what changed since then; "last-look" is since you last looked in the portal',
        ).argParser(readMoment('--since', ['last-look'])),
      )
      .addOption(
        new Option('--at <revision|time>', 'what was known then').argParser(
          readMoment('--at'),
        ),
      )
      .addOption(
        new Option(
          '--budget <tokens>',
          `at most so many tokens, ${MIN_BUDGET} or more`,
        )
          .argParser(readBudget)
          .conflicts('json'),
      ),
  )
    .addOption(
      new Option(
        '--token <token>',
        'a Backstage token; better given by the variable, which no process list shows',
      ).env('THROUGHLINE_TOKEN'),
    )
    .addHelpText('after', HELP)
    .action(showContext);
}
