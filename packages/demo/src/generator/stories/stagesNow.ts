import { person } from '../../organisation/people';
import { Step } from '../change';
import { Story, Telling, tellChange } from './story';
import { closing, planIssue } from './ticket';

interface Unfinished {
  key: string;
  author: string;
  title: string;
  need: string;
  file: string;
  /** Working days back, and hour. */
  starts: [number, number];
  steps: Step[];
}

function tell(telling: Telling, told: Unfinished): void {
  const { forge } = telling;
  const [daysBack, hour] = told.starts;
  const author = person(told.author).login;
  const issue = planIssue(forge, told.key, forge.clock.at(daysBack + 1, hour), {
    title: told.need,
    body: `${told.need}. Wanted before the sale starts.`,
    labels: ['enhancement'],
    author: person('bea').login,
  });
  const commits = [{ message: told.title, modified: [told.file] }];
  tellChange(telling, {
    key: told.key,
    author,
    title: told.title,
    branch: told.key.replace('now-', ''),
    body: () => `${told.need}.${closing(issue())}`,
    issue,
    additions: 78,
    deletions: 15,
    starts: forge.clock.at(daysBack, hour),
    steps: [{ after: 0, do: 'push', commits }, ...told.steps],
  });
}

const reviewer = person('kavya').login;
const opened: Step = { after: 0.1, do: 'open', reviewers: [reviewer] };
const tested: Step = { after: 0.1, do: 'test' };
const approved: Step = {
  after: 2,
  do: 'review',
  by: reviewer,
  says: 'approved',
};

const UNFINISHED: Unfinished[] = [
  {
    key: 'now-live',
    author: 'leo',
    title: 'Show the delivery date on the summary',
    need: 'Shoppers ask when their order will arrive',
    file: 'src/steps/summary.tsx',
    starts: [2, 9],
    steps: [
      opened,
      tested,
      approved,
      { after: 0.2, do: 'merge', by: reviewer },
    ],
  },
  {
    key: 'now-waiting-for-production',
    author: 'nils',
    title: 'Accept vouchers in lower case',
    need: 'Vouchers typed in lower case are refused',
    file: 'src/totals/vouchers.ts',
    starts: [0, 11],
    steps: [
      opened,
      tested,
      { after: 3, do: 'review', by: reviewer, says: 'approved' },
      { after: 0.5, do: 'merge', by: reviewer },
    ],
  },
  {
    key: 'now-approved-with-failing-tests',
    author: 'pablo',
    title: 'Split the summary into steps for small screens',
    need: 'The summary is too long for a phone',
    file: 'src/steps/summary.tsx',
    starts: [1, 9],
    steps: [opened, { ...tested, failing: [2, 5] }, approved],
  },
  {
    key: 'now-waiting-for-review',
    author: 'maya',
    title: 'Suggest the postcode for an address',
    need: 'Typing errors in postcodes delay parcels',
    file: 'src/address/validate.ts',
    starts: [3, 14],
    steps: [opened, tested],
  },
  {
    key: 'now-draft',
    author: 'quinn',
    title: 'Offer express shipping until three in the afternoon',
    need: 'The carrier now collects later',
    file: 'src/shipping/options.ts',
    starts: [1, 13],
    steps: [{ after: 0.1, do: 'open', draft: true }, tested],
  },
];

/** One change in each stage, as things stand when the demo starts. */
export const stagesNow: Story = {
  id: 'stages-now',
  title: 'A change in each stage right now',
  repository: 'checkout',
  tell(telling) {
    UNFINISHED.forEach(told => tell(telling, told));
  },
};
