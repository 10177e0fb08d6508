import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What assistive technology could make nothing of in the page as it is: of each rule how often, and the first place. */
export async function axeViolations(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // By the debugger's way, which no policy of the page stands in; once, for a page that stays.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const options = { resultTypes: ['violations'], ...(only.length > 0 && { runOnly: only }) };
    const { violations } = await axe.run(options);
    return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 300) ?? ''}`);
  }, rules);
}

/** How far the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
