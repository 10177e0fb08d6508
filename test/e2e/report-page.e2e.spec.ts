import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';

import type { LookOptions } from '#test/support/looked-at';
import { lookAt, startBrowser } from '#test/support/looked-at';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const KB = 1024;
const UNKNOWN = '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b';
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS: readonly LookOptions[] = ([360, 820, 1400] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** What assistive technology could make nothing of. */
async function axeFaults(page: Page): Promise<readonly string[]> {
  // By the debugger's way, which no policy of the page stands in.
  const violations = await page.evaluate<
    readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]
  >(`${AXE}; axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** How far the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describe('a result as a page', () => {
  let bin2nlp: RunningBin2nlp;
  let browser: Browser;
  const ids: Record<string, string> = {};

  const url = (name: string, path: string): string => `${bin2nlp.url}/api/v1/analyze/${ids[name] ?? name}${path}`;
  const submit = async (name: string): Promise<string> => {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .type('application/octet-stream')
      .query({ filename: name })
      .send(readFileSync(`/bin/${name}`));
    await request(bin2nlp.url).get(body.data.result_url as string);
    return body.data.job_id as string;
  };

  beforeAll(async () => {
    [bin2nlp, browser] = await Promise.all([RunningBin2nlp.start(), startBrowser()]);
    for (const name of ['ls', 'vdir', 'bash']) ids[name] = await submit(name);
  });
  afterAll(async () => {
    await browser.close();
    await bin2nlp.stop();
  });

  it.each(LOOKS)('fits its window and can be read by all at $width px, $scheme', async (look) => {
    const { page, faults } = await lookAt(browser, url('bash', '/report?format=html'), look);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await overflow(page)).toBe(0);
    if (look.width === 820) expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(['/compare/OTHER', '/similar'])('fits and can be read by all: %s', async (path) => {
    const at = url('ls', `${path.replace('OTHER', ids['vdir'] ?? '')}?format=html`);
    for (const look of LOOKS.filter(({ width, scheme }) => width === 820 || scheme === 'light')) {
      const { page, faults } = await lookAt(browser, at, look);
      expect(await overflow(page)).toBe(0);
      if (look.width === 820) expect(await axeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    }
  });

  it('leads to its parts without a script, opening what is closed, and is printed with all of it', async () => {
    const { page, faults } = await lookAt(browser, url('ls', '/report?format=html'), { hasScripts: false });
    const verdict = page.locator('#part-verdict');
    expect(await verdict.innerText()).toContain('ordinary');
    const way = verdict.locator('.way a').first();
    const target = (await way.getAttribute('href')) ?? '';
    expect(target).toMatch(/^#at-fn-0x[0-9a-f]+$/);
    const row = page.locator(`[id="${target.slice(1)}"]`);
    expect(await row.isVisible()).toBe(false);
    await way.click();
    await row.waitFor({ state: 'visible' });
    // One that prints lists as they are closed would have a page or two.
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(8);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is one file under its limits, with a policy of its own, and the same where it is kept', async () => {
    const answer = await request(bin2nlp.url)
      .get(url('bash', '/report').slice(bin2nlp.url.length))
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
    const style = await request(bin2nlp.url).get('/api/v1/report.css');
    expect(style.headers['content-type']).toContain('text/css');
    expect(answer.text).toContain(`<style>${style.text}</style>`);
  });

  it('says in words of people why there is none, with the status that programs get', async () => {
    const { status, text, headers } = await request(bin2nlp.url)
      .get(`/api/v1/analyze/${UNKNOWN}/report`)
      .query({ format: 'html' });
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('text/html');
    expect(text).toContain('<main id="report">');
    expect(text).toContain('NOT_FOUND');
  });

  it('is as many facts as fit where a budget is named, and survey stays that', async () => {
    for (const path of ['/report?format=html&max_tokens=1000', '/survey?format=html']) {
      const { text, headers } = await request(bin2nlp.url).get(url('ls', path).slice(bin2nlp.url.length));
      expect(headers['x-tokens-used']).toBeDefined();
      expect(text).toContain('--- sample text');
    }
  });
});
