import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import request from 'supertest';

import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { fileName } from '#domain/shared/file-name';
import { aDocument, someFunctions } from '#test/builders/document';
import { aContentKey, aFile, aJob } from '#test/builders/job';
import { documentFullOf } from '#test/injection/hostile-document';
import { ConsoleBrowser, violations } from '#test/support/console-browser';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const DAY_MS = 86_400_000;
const MANY = 100_000;
const HOSTILE = [
  '<img src=x onerror="document.body.dataset.caught=1"><script>document.body.dataset.caught=1</script>',
  '<a href="javascript:document.body.dataset.caught=1">x</a> [y](javascript:1) https://evil.example/',
  '\u202egnp.exe\u202c \u0007\u001b[31m\u200b z\u0301\u0301\u0301\u0301\u0301',
  '"><style>*{display:none}</style>${1+1}',
].join(' ');

describe('the views of the console', () => {
  let browser: ConsoleBrowser;
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    [browser, bin2nlp] = await Promise.all([ConsoleBrowser.launch(), RunningBin2nlp.start()]);
  });
  afterAll(async () => {
    await browser.close();
    await bin2nlp.stop();
  });

  /** A result that was stored, and the job that it answers. */
  async function stored(document: AnalysisDocument, digit: string, name = 'large.elf'): Promise<string> {
    const app = bin2nlp.service['app'];
    const contentKey = aContentKey(digit);
    await app.get(ResultCache).put(contentKey, document, DAY_MS);
    const now = Date.now();
    const job = aJob({
      ...{ status: 'completed', contentKey, progress: 100, createdAt: now, updatedAt: now, completedAt: now },
      file: aFile({ name: fileName(name) }),
    });
    await app.get(JobStore).create(job);
    return job.id;
  }
  async function analysed(path: string): Promise<string> {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ filename: path.split('/').pop() })
      .type('application/octet-stream')
      .send(readFileSync(path));
    return (body as { data: { job_id: string } }).data.job_id;
  }

  it('have nothing that axe-core finds fault with, bright and dark, narrow and wide', async () => {
    const [ls, other] = [await analysed('/bin/ls'), await analysed('/bin/true')];
    const failed = aJob({ status: 'failed', error: { code: 'ENGINE_FAILED', message: 'It died.' }, stages: [] });
    await bin2nlp.service['app'].get(JobStore).create(failed);
    const file = `#/files/${ls}`;
    /** Each view, and something that is there when all of it is. */
    const views: readonly (readonly [string, string])[] = [
      ['#/', 'table.jobs'],
      [file, '.overview, .first-screen'],
      [`${file}/findings`, '.finding'],
      [`${file}/functions?filter=main`, '[aria-rowindex="2"] a'],
      [`${file}/functions/main`, '.listing [aria-rowindex="2"] code'],
      [`${file}/strings`, '[aria-rowindex="2"] a'],
      [`${file}/imports`, '[aria-rowindex="2"] a'],
      [`${file}/sections`, '[aria-rowindex="2"] code'],
      [`${file}/search?q=tag:file`, '.facts li'],
      [`${file}/search?q=colour:red`, '#search-wrong p'],
      [`${file}/paths?to=readdir`, '.facts li'],
      [`${file}/compare?with=${other}`, '.facts li'],
      [`${file}/similar`, 'h2'],
      [`${file}/facts/imp:readdir`, '.facts li'],
      [`#/files/${failed.id}`, '.problem'],
      ['#/admin', '.figures dd'],
      ['#/admin/keys', 'form'],
      ['#/admin/features', '.chip'],
      ['#/nowhere', 'h1'],
    ];
    const { page, faults } = await browser.open(bin2nlp.url);
    const found: string[] = [];
    for (const [index, [hash, sign]] of views.entries()) {
      await page.setViewportSize({ width: index % 2 === 0 ? 1280 : 360, height: 900 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(`${bin2nlp.url}/${hash}`);
      await page.locator(sign).first().waitFor();
      found.push(...(await violations(page)).map((each) => `${hash} ${each}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await violations(page, ['color-contrast'])).map((each) => `${hash} dark ${each}`));
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (wider !== 0) found.push(`${hash} is wider than the window by ${String(wider)}`);
    }
    await page.close();
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('show any of 100,000 functions while few of them are drawn', async () => {
    const id = await stored(aDocument({ functions: someFunctions(MANY) }), '1');
    const { page, faults } = await browser.open(bin2nlp.url, `#/files/${id}/functions`);
    const table = page.getByRole('table', { name: 'Functions' });
    await table.locator('[aria-rowindex="2"]').getByText('fcn.00001000').waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
    await table.locator('[aria-rowindex="2"]').focus();
    await page.keyboard.press('End');
    const last = (0x1000 + (MANY - 1) * 64).toString(16);
    await table
      .locator(`[aria-rowindex="${MANY + 1}"]:focus`)
      .getByText(`fcn.${last.padStart(8, '0')}`)
      .waitFor();
    await table.locator('.rows').evaluate((rows) => {
      rows.scrollTop = rows.scrollHeight / 2;
    });
    await table
      .locator(`[aria-rowindex="${MANY / 2 + 2}"]`)
      .getByText('fcn.')
      .waitFor();
    expect(await table.locator('.rows [role=row]').count()).toBeLessThan(80);
    await page.getByRole('searchbox', { name: 'Filter' }).fill('fcn.0061a');
    await page.getByText('64 in this list').waitFor();
    await page.close();
    expect(faults).toEqual([]);
  });

  it('show text of a file as text, what hides in it too, and never follow it', async () => {
    const document = documentFullOf(HOSTILE);
    const summary = {
      ...document.summary,
      narrative: HOSTILE,
      libraries: [HOSTILE],
      notable_imports: { network: [HOSTILE] },
    };
    const id = await stored({ ...document, summary: { ...summary, risk_score: 1 } }, '2', '\u202ecod.exe <b>x</b>');
    const { page, faults } = await browser.open(bin2nlp.url);
    for (const part of [
      '',
      '/findings',
      '/functions',
      '/functions/0x1000',
      '/strings',
      '/imports',
      '/exports',
      '/sections',
      '/facts/str:0x9000',
    ]) {
      await page.goto(`${bin2nlp.url}/#/files/${id}${part}`);
      await page.locator('main').getByText('onerror=').first().waitFor();
      await settled(page);
      expect([part, await page.evaluate('document.body.dataset.caught ?? null')]).toEqual([part, null]);
      expect([
        part,
        await page.locator('main img, main script, main style, main b, main [href^="javascript:"]').count(),
      ]).toEqual([part, 0]);
      // What turns or hides text is told by its number, and nothing of it leads anywhere.
      const text = await page.locator('main').innerText();
      expect([part, /[\u202a-\u202e\u200b]|(?!\n|\t)\p{Cc}/u.exec(text)]).toEqual([part, null]);
      const links = await page.evaluate<string[]>(
        '[...document.querySelectorAll("main a")].map((each) => each.getAttribute("href"))',
      );
      expect([part, links.filter((link) => !/^#\/|^\/api\/v1\/docs\/errors#[A-Z_]+$/.test(link))]).toEqual([part, []]);
    }
    await page.goto(`${bin2nlp.url}/#/`);
    await page.getByRole('row').getByText('<b>x<').first().waitFor();
    expect(await page.title()).toBe('bin2nlp');
    await page.close();
    expect(faults).toEqual([]);
  });
});

/** Until nothing is being read any more. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Reading …').first().waitFor({ state: 'detached' });
}
