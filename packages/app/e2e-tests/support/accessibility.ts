import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/**
 * Parts of Backstage itself that this repository cannot put right, each with
 * the one rule that it breaks. Nothing of Throughline's own may be in here.
 */
const KNOWN_IN_BACKSTAGE = [
  {
    rule: 'nested-interactive',
    part: 'MuiTableSortLabel-root',
    why: 'The catalog table puts its sort buttons into drag handles.',
  },
  {
    rule: 'aria-valid-attr-value',
    part: 'bui-Tab ',
    why: 'The tabs of the settings page name a panel that has no id.',
  },
  {
    rule: 'role-img-alt',
    part: '<div role="img" aria-labelledby="react-aria',
    why: 'A busy button is announced by its id for some seconds, also once it is gone.',
  },
];

/** Fails if axe finds anything serious or critical on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    // Behind an open dialog nothing can be read or reached.
    .exclude('#root[aria-hidden="true"]')
    .analyze();
  const findings = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      rule: id,
      help,
      elements: nodes
        .filter(({ html }) => !isKnown(id, html))
        .map(({ html }) => html),
    }))
    .filter(({ elements }) => elements.length > 0)
    .map(
      ({ rule, help, elements }) =>
        `${rule}: ${help}; ${elements.length} times, first in ${elements[0]}`,
    );
  expect(findings, 'serious accessibility findings').toEqual([]);
}

function isKnown(rule: string, html: string): boolean {
  return KNOWN_IN_BACKSTAGE.some(
    known => known.rule === rule && html.includes(known.part),
  );
}

/** Frames in a row without an animation after which nothing is to come. */
const QUIET_FRAMES = 10;

// Pages are judged once they are there: Backstage's own spinner has no name, and
// half way through a fade a text has a colour that nobody gets to see. A fade
// begins a few frames after what caused it, so one look does not do. A spinner may
// come up as late as the part of the page that it stands for.
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.MuiCircularProgress-root')).toHaveCount(0);
  await page.evaluate(async quietFrames => {
    for (let quiet = 0; quiet < quietFrames; quiet += 1) {
      await new Promise(resolve => requestAnimationFrame(resolve));
      const running = document
        .getAnimations()
        .filter(({ effect }) =>
          Number.isFinite(effect?.getComputedTiming().endTime),
        )
        .filter(({ playState }) => playState === 'running');
      if (running.length > 0) {
        await Promise.allSettled(running.map(({ finished }) => finished));
        quiet = 0;
      }
    }
  }, QUIET_FRAMES);
}
