import type { Page } from 'playwright-core';

import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { fileName } from '#domain/shared/file-name';
import { aDocument, someFunctions } from '#test/builders/document';
import { aContentKey, aFile, aJob } from '#test/builders/job';
import { documentFullOf } from '#test/injection/hostile-document';
import { axeViolations, overflow } from '#test/support/axe-violations';
import type { LookedUpon } from './looked-upon';

const DAY_MS = 86_400_000;
const MANY = 100_000;
const HOSTILE = [
  '<img src=x onerror="document.body.dataset.caught=1"><script>document.body.dataset.caught=1</script>',
  '<a href="javascript:document.body.dataset.caught=1">x</a> [y](javascript:1) https://evil.example/',
  '\u202egnp.exe\u202c \u0007\u001b[31m\u200b z\u0301\u0301\u0301\u0301\u0301',
  '"><style>*{display:none}</style>${1+1}',
].join(' ');

/** The views of the console. */
export function consoleViews(looked: () => LookedUpon): void {
  /** A result that was stored, and the job that it answers. */
  async function stored(document: AnalysisDocument, digit: string, name = 'large.elf'): Promise<string> {
    const app = looked().bin2nlp.service['app'];
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

  it('have nothing that axe-core finds fault with, bright and dark, narrow and wide', async () => {
    const [ls, other] = [await looked().analysed('/bin/ls'), await looked().analysed('/bin/true')];
    const failed = aJob({ status: 'failed', error: { code: 'ENGINE_FAILED', message: 'It died.' }, stages: [] });
    await looked().bin2nlp.service['app'].get(JobStore).create(failed);
    const file = `#/files/${ls}`;
    /** Each view, and something that is there when all of it is. */
    const views: (readonly [string, string])[] = [
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
    const faults: (readonly string[])[] = [];
    const found: string[] = [];
    // Some at a time: each waits for the service most of the time.
    const look = async (width: number): Promise<void> => {
      const opened = await looked().browser.open(looked().url, '', { viewport: { width, height: 900 } });
      faults.push(opened.faults);
      const { page } = opened;
      for (let view = views.pop(); view !== undefined; view = views.pop()) {
        const [hash, sign] = view;
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await page.goto(`${looked().url}/${hash}`);
        await page.locator(sign).first().waitFor();
        found.push(...(await axeViolations(page)).map((each) => `${hash} ${each}`));
        await page.emulateMedia({ colorScheme: 'dark' });
        found.push(...(await axeViolations(page, ['color-contrast'])).map((each) => `${hash} dark ${each}`));
        const wider = await overflow(page);
        if (wider !== 0) found.push(`${hash} is wider than the window by ${wider}`);
      }
      await page.close();
    };
    await Promise.all([look(1280), look(360), look(820)]);
    expect(found).toEqual([]);
    expect(faults.flat()).toEqual([]);
  });

  it('lead from the first screen to what it names, and narrow a search to a kind', async () => {
    const id = await looked().analysed('/bin/ls');
    const { page, faults } = await looked().browser.open(looked().url, `#/files/${id}`);
    await page.getByRole('link', { name: 'Copies strings without limits' }).click();
    await page.locator('h3:focus').getByText('Copies strings without limits').waitFor();
    // Where one was in a list is where one comes back to.
    await page.goto(`${looked().url}/#/files/${id}/functions`);
    const rows = page.locator('.rows');
    await rows.getByRole('link').first().waitFor();
    await page.evaluate('document.querySelector(".rows").scrollTop = 4000');
    await rows.locator('[aria-rowindex="130"] a').first().click();
    await page.getByText('all functions').waitFor();
    await page.goBack();
    await rows.locator('[aria-rowindex="130"] a').first().waitFor();
    await page.goto(`${looked().url}/#/files/${id}/search?q=readdir`);
    const kinds = page.locator('.facts .kind');
    await kinds.getByText('string').waitFor();
    await page.getByLabel('Kind').selectOption('import_use');
    await kinds.getByText('string').waitFor({ state: 'detached' });
    await kinds.first().waitFor();
    expect(await kinds.allInnerTexts()).toEqual(['import use']);
    await page.close();
    expect(faults).toEqual([]);
  });

  it('show any of 100,000 functions while few of them are drawn', async () => {
    const id = await stored(aDocument({ functions: someFunctions(MANY) }), '1');
    const { page, faults } = await looked().browser.open(looked().url, `#/files/${id}/functions`);
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
    await page.evaluate('document.querySelector(".rows").scrollTop = document.querySelector(".rows").scrollHeight / 2');
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
    const { page, faults } = await looked().browser.open(looked().url);
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
      await page.goto(`${looked().url}/#/files/${id}${part}`);
      await shown(page, part);
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
    await page.goto(`${looked().url}/#/`);
    await page.getByRole('row').getByText('<b>x<').first().waitFor();
    expect(await page.title()).toBe('bin2nlp');
    await page.close();
    expect(faults).toEqual([]);
  });
}

/** Until nothing is being read any more. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Reading …').first().waitFor({ state: 'detached' });
}

/** Until the text of the file is there. @throws with all that is there in its place */
async function shown(page: Page, part: string): Promise<void> {
  const text = page.locator('main').getByText('onerror=').first();
  await text.waitFor({ timeout: 60_000 }).catch(async (error: unknown) => {
    throw new Error(`${part}: ${await page.locator('body').innerText()}`, { cause: error });
  });
}
