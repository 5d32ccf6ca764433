import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/**
 * Parts of Backstage itself that this repository cannot put right, each with
 * the one rule that it breaks. Nothing of Throughline's own may be in here.
 */
const KNOWN_IN_BACKSTAGE: Array<{
  rule: string;
  selector: string;
  why: string;
}> = [];

/** Fails if axe finds anything serious or critical on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const findings = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .filter(node => !isKnown(id, node.html))
        .map(
          node => `${id}: ${help}\n  ${node.target.join(' ')}\n  ${node.html}`,
        ),
    );
  expect(findings, 'serious accessibility findings').toEqual([]);
}

function isKnown(rule: string, html: string): boolean {
  return KNOWN_IN_BACKSTAGE.some(
    known => known.rule === rule && html.includes(known.selector),
  );
}
