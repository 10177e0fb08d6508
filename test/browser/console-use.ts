import type { Page } from 'playwright-core';
import request from 'supertest';

import { JobStore } from '#application/ports/job-store.port';
import { aJob } from '#test/builders/job';
import type { ConsolePage } from '#test/support/console-browser';
import type { LookedUpon } from './looked-upon';

const TEXT = { name: 'notes\u202egnp.txt', mimeType: 'text/plain', buffer: Buffer.from('no program at all\n') };
const FIRST_PAINT = 100 * 1024;

/** The console, as somebody uses it. */
export function consoleUse(looked: () => LookedUpon): void {
  const open = (hash = ''): Promise<ConsolePage> => looked().browser.open(looked().url, hash);

  it('is one page of few bytes, kept as long as its content is the same, and asks nobody else for anything', async () => {
    const html = request(looked().url).get('/').set('Accept', 'text/html,*/*;q=0.8').set('Accept-Encoding', 'br');
    const { headers, text } = await html.buffer(true);
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-encoding': 'br',
      vary: 'Accept, Accept-Encoding',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(text).toBeDefined();
    const again = await request(looked().url)
      .get('/')
      .set({ Accept: 'text/html', 'If-None-Match': headers['etag'] ?? '' });
    expect(again.status).toBe(304);
    expect((await request(looked().url).get('/console/none.js')).status).toBe(404);

    const { page } = await looked().browser.open('about:blank');
    const loaded: Promise<number>[] = [];
    page.on('requestfinished', (each) => {
      loaded.push(each.sizes().then(({ responseBodySize }) => responseBodySize));
      if (each.url().includes('/console/')) {
        loaded.push(
          each.response().then((response) => {
            expect(response?.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
            return 0;
          }),
        );
      }
    });
    await page.goto(looked().url);
    await page.getByText('Nothing yet.').waitFor();
    const bytes = (await Promise.all(loaded)).reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(FIRST_PAINT);
    await page.close();
  });

  it('takes a file and shows what it is by the keyboard alone; the back button leads back', async () => {
    const { page, faults } = await open();
    await page.getByRole('heading', { name: 'Files' }).waitFor();
    const choosing = page.waitForEvent('filechooser');
    await tabTo(page, 'Choose files');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(['/bin/ls', '/bin/false']);
    await page.getByRole('row').filter({ hasText: 'ls' }).getByRole('button', { name: 'Delete' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'false' }).getByRole('button', { name: 'Delete' }).waitFor();
    await tabTo(page, 'ls');
    await page.keyboard.press('Enter');
    await page.locator('.overview, .first-screen').waitFor();
    expect(await page.locator('.file-head .verdict').innerText()).toContain('ordinary');
    expect(await page.title()).toBe('ls · bin2nlp');
    await tabTo(page, /^Functions/);
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: 'Functions' });
    await table.locator('[aria-rowindex="2"]').getByText('0x').waitFor();
    await tabTo(page, 'Filter');
    await page.keyboard.type('main');
    await tabTo(page, /^Complexity/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page
      .getByRole('columnheader', { name: /Complexity/ })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    await table.locator('[aria-rowindex="2"]').getByRole('link', { name: 'main' }).waitFor();
    await tabTo(page, /main/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^main 0x/ }).waitFor();
    await page.getByText(/uses imports for .*file/).waitFor();
    await page.getByRole('table', { name: 'Instructions' }).getByText('push r15', { exact: true }).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('tag:file cc>20');
    await page.keyboard.press('Enter');
    await page.locator('.facts').getByText('main:').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: /^main 0x/ }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('tells at the box what is wrong with a query, and at the file why it is refused', async () => {
    const { page, faults } = await open();
    const large = { ...TEXT, name: 'large.bin', buffer: Buffer.alloc(3 * 1024 * 1024) };
    const cut = { ...TEXT, name: 'cut.exe', buffer: Buffer.from('MZ') };
    await page.getByLabel('Files to analyse').setInputFiles(['/bin/true']);
    await page.getByRole('link', { name: 'true' }).waitFor();
    await page.getByLabel('Files to analyse').setInputFiles([TEXT, large, cut]);
    const refused = page.locator('.uploads li');
    await refused.filter({ hasText: 'notes\\u202egnp.txt' }).getByText('UNSUPPORTED_FORMAT').waitFor();
    await refused.filter({ hasText: 'large.bin' }).getByText('at most 2.0 MB').waitFor();
    await refused
      .filter({ hasText: 'cut.exe' })
      .getByRole('link', { name: /CORRUPT_BINARY|UNSUPPORTED_FORMAT/ })
      .waitFor();
    await page.getByRole('link', { name: 'true' }).click();
    await page.getByRole('searchbox', { name: 'Search in this file' }).fill('colour:red');
    await page.keyboard.press('Enter');
    await page.locator('#search-wrong').getByText('tag:network').waitFor();
    await page.getByRole('link', { name: /^Strings/ }).click();
    await page.getByRole('searchbox', { name: 'Filter' }).fill('/(/');
    await page
      .locator('#filter-wrong')
      .getByText(/expression/i)
      .waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('takes files wherever they are dropped, and says of too many that they were', async () => {
    const { page, faults } = await open(`#/files/${await looked().analysed('/bin/true')}`);
    await page.locator('.first-screen').waitFor();
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      for (let nth = 0; nth < 501; nth += 1) data.items.add(new File(['text ' + nth], nth + '.txt'));
      return data;
    })()`);
    // Refused where it cannot go on, and asked again when that is worth it.
    let asked = 0;
    await page.route('**/api/v1/analyze?*', (route) => {
      asked += 1;
      const error = { code: 'RATE_LIMIT_EXCEEDED', message: 'Too much at once.', details: null, remediation: null };
      return route.fulfill({ status: 429, headers: { 'Retry-After': '60' }, json: { success: false, error } });
    });
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
    await page.getByRole('heading', { name: 'On their way 500' }).waitFor();
    await page.getByRole('alert').getByText('Only the first 500 files were taken').waitFor();
    await page.locator('.uploads').getByText('Too much at once.').first().waitFor();
    await page.locator('.banner').getByText('Again in').waitFor();
    expect(asked).toBe(2);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Cancel all' }).click();
    await page.locator('.uploads').waitFor({ state: 'detached' });
    await page.locator('.banner').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says of a job that failed why and what to do, and of one that is gone that it may be of another key', async () => {
    const failed = aJob({
      status: 'failed',
      error: { code: 'ENGINE_FAILED', message: 'radare2 died over the file.' },
      stages: [{ name: 'structure', status: 'failed', elapsed_ms: 3 }],
    });
    await looked().bin2nlp.service['app'].get(JobStore).create(failed);
    const { page, faults } = await open(`#/files/${failed.id}`);
    const told = page.getByRole('alert');
    await told.getByText('radare2 died over the file.').waitFor();
    expect(await told.innerText()).toContain('Send the file again with quick depth');
    expect(await told.getByRole('link', { name: 'ENGINE_FAILED' }).getAttribute('href')).toContain(
      '/api/v1/docs/errors',
    );
    await page.goto(`${looked().url}/#/files/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').getByText('NOT_FOUND').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
}

/** Presses Tab until something is at the cursor that is called so, as somebody would who sees where it is. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate<string>(
      'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
    );
    if (typeof name === 'string' ? text.trim() === name : name.test(text)) return;
  }
  throw new Error(`Nothing called ${String(name)} is reached by Tab`);
}
