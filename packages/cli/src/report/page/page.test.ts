import { reportFigures } from '../figures';
import { ReportChange, ReportPeriod, ReportRepository } from '../types';
import { reportPage } from './page';

const PERIOD: ReportPeriod = {
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-03-02T00:00:00.000Z',
  days: 56,
};
const HOUR = 3_600_000;
const FIRST = Date.parse('2026-01-05T08:00:00.000Z');
const after = (hours: number) => new Date(FIRST + hours * HOUR).toISOString();

/** A change a day; of three reviews two never come. */
function change(index: number): ReportChange {
  const opened = index * 24;
  const reviewed = index % 3 === 0;
  return {
    repository: 'github.com/acme/shop',
    label: `#${index + 1}`,
    written: index % 4 === 0 ? 'agent' : 'none-seen',
    bot: false,
    firstCommitAt: after(opened),
    createdAt: after(opened + 1),
    draft: false,
    readyAt: after(opened + 1),
    ...(reviewed && {
      firstReviewAt: after(opened + 3),
      approvedAt: after(opened + 3),
      mergedAt: after(opened + 3),
      deliveredAt: after(opened + 4),
    }),
    lines: 10,
    ticket: index % 2 === 0,
    tested: true,
    reviewed,
    reverts: false,
  };
}

const SHOP: ReportRepository = {
  name: 'github.com/acme/shop',
  source: 'github',
  changes: Array.from({ length: 55 }, (_, index) => change(index)),
  delivery: 'deployments',
  notes: [],
};

const pageOf = (...repositories: ReportRepository[]) =>
  reportPage(reportFigures(repositories, PERIOD, '1.2.3'));

describe('the page of a report', () => {
  it('names the queue that grows', () => {
    expect(pageOf(SHOP)).toMatch(
      /<strong>Waiting for review<\/strong> is the bottleneck: 6\.8 in and 2\.3 out a week, 36 waiting now, the oldest for 55 d/,
    );
  });

  it('names what is in no queue because no delivery was seen', () => {
    const undelivered = {
      ...SHOP,
      changes: SHOP.changes.map(({ deliveredAt: _, ...rest }) => rest),
    };
    const merged = undelivered.changes.filter(({ mergedAt }) => mergedAt);
    expect(pageOf(undelivered)).toContain(
      `${merged.length} changes of 1 repository may wait to be delivered and are not counted`,
    );
    expect(pageOf(SHOP)).not.toContain('are not counted');
  });

  it('says how much of the lead time is coding, and of how many changes', () => {
    // An hour of four, of the 19 that were delivered.
    expect(pageOf(SHOP)).toMatch(/<strong>25 %<\/strong>/);
    expect(pageOf(SHOP)).toMatch(/of 19 changes/);
  });

  it('says how many changes can be followed, and why not all', () => {
    const page = pageOf(SHOP);
    expect(page).toMatch(/<strong>53 %<\/strong> of\s+19 delivered changes/);
    expect(page).toContain('No ticket is named as what it is about: 9');
  });

  it('is said to be empty when nothing was changed', () => {
    expect(pageOf({ ...SHOP, changes: [] })).toMatch(
      /No change was made in these\s+56 days/,
    );
  });

  it('tells no trend of less than a week', () => {
    const young = SHOP.changes.map(one => ({
      ...one,
      createdAt: '2026-03-01T10:00:00.000Z',
    }));
    const until = { ...PERIOD, to: '2026-03-01T20:00:00.000Z' };
    const figures = reportFigures([{ ...SHOP, changes: young }], until, '1');
    expect(reportPage(figures)).toMatch(/less than a week: too short a time/);
  });

  it('needs nothing from elsewhere, and runs nothing', () => {
    const page = pageOf(SHOP);
    expect(page).not.toMatch(/<script|<link|<img|https?:\/\//);
    expect(page).toContain("default-src 'none'");
  });

  it('takes no markup from names and notes', () => {
    const page = pageOf({ ...SHOP, notes: ['<b onclick="x()">&</b>'] });
    expect(page).toContain('&lt;b onclick=&quot;x()&quot;&gt;&amp;&lt;/b&gt;');
    expect(page).not.toContain('<b onclick');
  });
});
