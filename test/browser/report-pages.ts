import type { Page } from 'playwright-core';
import request from 'supertest';

import { axeViolations, overflow } from '#test/support/axe-violations';
import { lookAt } from '#test/support/looked-at';
import type { LookedUpon } from './looked-upon';

const KB = 1024;
const UNKNOWN = '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b';
const WIDTHS = [360, 820, 1400] as const;

/** A result as a page. */
export function reportPages(looked: () => LookedUpon): void {
  const ids: Record<string, string> = {};
  const path = (name: string, rest: string): string => `/api/v1/analyze/${ids[name] ?? name}${rest}`;
  const open = (name: string, rest: string, hasScripts = true): ReturnType<typeof lookAt> =>
    lookAt(looked().browser.browser, `${looked().url}${path(name, rest)}`, { hasScripts });

  beforeAll(async () => {
    for (const name of ['ls', 'true', 'bash']) ids[name] = await looked().analysed(`/bin/${name}`);
  });

  it('fits its window at any width, and can be read by all, bright and dark', async () => {
    const { page, faults } = await open('bash', '/report?format=html');
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await tooWide(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
    // What a row is, a few of them tell as well as hundreds.
    const small = await open('true', '/report?format=html');
    await small.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await unread(small.page)).toEqual([]);
    await small.page.close();
  });

  it.each(['/compare/OTHER', '/similar'])('fits and can be read by all: %s', async (rest) => {
    const { page, faults } = await open('true', `${rest.replace('OTHER', ids['ls'] ?? '')}?format=html`);
    expect(await tooWide(page)).toEqual([]);
    expect(await unread(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('leads to its parts without a script, opening what is closed, and is printed with all of it', async () => {
    const { page, faults } = await open('ls', '/report?format=html', false);
    const verdict = page.locator('#part-verdict');
    expect(await verdict.innerText()).toContain('ordinary');
    const way = verdict.locator('.way a').first();
    const target = (await way.getAttribute('href')) ?? '';
    expect(target).toMatch(/^#at-fn-0x[0-9a-f]+$/);
    const row = page.locator(`[id="${target.slice(1)}"]`);
    expect(await row.isVisible()).toBe(false);
    await way.click();
    await row.waitFor({ state: 'visible' });
    // One that prints lists as they are closed would have a page or two; one that prints each cell below the other, forty.
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type \/Page\b/g)?.length;
    expect(sheets).toBeGreaterThan(8);
    expect(sheets).toBeLessThan(30);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is one file under its limits, with a policy of its own, and the same where it is kept', async () => {
    const answer = await request(looked().url)
      .get(path('bash', '/report'))
      .set('Accept', 'text/html,*/*;q=0.8')
      .query({ download: 'true' });
    const bytes = Buffer.byteLength(answer.text);
    const first = Buffer.byteLength(answer.text.slice(0, answer.text.indexOf('<section id="part-findings">')));
    expect(bytes).toBeLessThanOrEqual(300 * KB);
    expect(first).toBeLessThanOrEqual(100 * KB);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="bin2nlp-[0-9a-f]{16}\.html"$/);
    expect(answer.text).not.toMatch(/<script|<img|<iframe|<object|<form| style="| on\w+="/i);
    const style = await request(looked().url).get('/api/v1/report.css');
    expect(style.headers['content-type']).toContain('text/css');
    expect(answer.text).toContain(`<style>${style.text}</style>`);
  });

  it('says in words of people why there is none, with the status that programs get', async () => {
    const { status, text, headers } = await request(looked().url)
      .get(`/api/v1/analyze/${UNKNOWN}/report`)
      .query({ format: 'html' });
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('text/html');
    expect(text).toContain('<main id="report">');
    expect(text).toContain('NOT_FOUND');
  });

  it('is as many facts as fit where a budget is named, and survey stays that', async () => {
    for (const rest of ['/report?format=html&max_tokens=1000', '/survey?format=html']) {
      const { text, headers } = await request(looked().url).get(path('ls', rest));
      expect(headers['x-tokens-used']).toBeDefined();
      expect(text).toContain('--- sample text');
    }
  });
}

/** Widths at which a page is wider than its window. */
async function tooWide(page: Page): Promise<readonly number[]> {
  const found: number[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 1000 });
    if ((await overflow(page)) > 0) found.push(width);
  }
  return found;
}

/** What cannot be read by all: colours in the dark too. */
async function unread(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 820, height: 1000 });
  const bright = await axeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...bright, ...(await axeViolations(page, ['color-contrast']))];
}
