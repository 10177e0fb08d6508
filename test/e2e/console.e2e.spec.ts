import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import request from 'supertest';

import { JobStore } from '#application/ports/job-store.port';
import { aJob } from '#test/builders/job';
import { ConsoleBrowser } from '#test/support/console-browser';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN = 'a'.repeat(64);
const TEXT = { name: 'notes\u202egnp.txt', mimeType: 'text/plain', buffer: Buffer.from('no program at all\n') };
const FIRST_PAINT = 100 * 1024;

describe('the console in a browser', () => {
  let browser: ConsoleBrowser;
  let bin2nlp: RunningBin2nlp | undefined;
  let closed: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    browser = await ConsoleBrowser.launch();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    for (const close of closed) await close();
    closed = [];
    await bin2nlp?.stop();
    bin2nlp = undefined;
  });

  async function open(hash = ''): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
    const opened = await browser.open(bin2nlp?.url ?? '', hash);
    closed.push(() => opened.page.close());
    return opened;
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

  it('is one page of few bytes, kept as long as its content is the same, and asks nobody else for anything', async () => {
    bin2nlp = await RunningBin2nlp.start();
    const html = request(bin2nlp.url).get('/').set('Accept', 'text/html,*/*;q=0.8').set('Accept-Encoding', 'br');
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
    const again = await request(bin2nlp.url)
      .get('/')
      .set({ Accept: 'text/html', 'If-None-Match': headers['etag'] ?? '' });
    expect(again.status).toBe(304);
    expect((await request(bin2nlp.url).get('/console/none.js')).status).toBe(404);

    const opened = await browser.open('about:blank');
    const { page } = opened;
    closed.push(() => page.close());
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
    await page.goto(bin2nlp.url);
    await page.getByText('Nothing yet.').waitFor();
    const bytes = (await Promise.all(loaded)).reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(FIRST_PAINT);
  });

  it('takes a file and shows what it is by the keyboard alone; the back button leads back', async () => {
    bin2nlp = await RunningBin2nlp.start();
    const { page, faults } = await open();
    await page.getByRole('heading', { name: 'Files' }).waitFor();
    const choosing = page.waitForEvent('filechooser');
    await tabTo(page, 'Choose files');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(['/bin/ls', '/bin/true']);
    await page.getByRole('row').filter({ hasText: 'ls' }).getByRole('button', { name: 'Delete' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'true' }).getByRole('button', { name: 'Delete' }).waitFor();
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
  });

  it('tells at the box what is wrong with a query, and at the file why it is refused', async () => {
    bin2nlp = await RunningBin2nlp.start({ BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: '1' });
    const { page, faults } = await open();
    const large = { ...TEXT, name: 'large.bin', buffer: Buffer.alloc(2 * 1024 * 1024) };
    const cut = { ...TEXT, name: 'cut.exe', buffer: Buffer.from('MZ') };
    await page.getByLabel('Files to analyse').setInputFiles(['/bin/true']);
    await page.getByRole('link', { name: 'true' }).waitFor();
    await page.getByLabel('Files to analyse').setInputFiles([TEXT, large, cut]);
    const refused = page.locator('.uploads li');
    await refused.filter({ hasText: 'notes\\u202egnp.txt' }).getByText('UNSUPPORTED_FORMAT').waitFor();
    await refused.filter({ hasText: 'large.bin' }).getByText('at most 1.0 MB').waitFor();
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
  });

  it('says of a job that failed why and what to do, and of one that is gone that it may be of another key', async () => {
    bin2nlp = await RunningBin2nlp.start();
    const failed = aJob({
      status: 'failed',
      error: { code: 'ENGINE_FAILED', message: 'radare2 died over the file.' },
      stages: [{ name: 'structure', status: 'failed', elapsed_ms: 3 }],
    });
    await bin2nlp.service['app'].get(JobStore).create(failed);
    const { page, faults } = await open(`#/files/${failed.id}`);
    const told = page.getByRole('alert');
    await told.getByText('radare2 died over the file.').waitFor();
    expect(await told.innerText()).toContain('Send the file again with quick depth');
    expect(await told.getByRole('link', { name: 'ENGINE_FAILED' }).getAttribute('href')).toContain(
      '/api/v1/docs/errors',
    );
    await page.goto(`${bin2nlp.url}/#/files/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').getByText('NOT_FOUND').waitFor();
    expect(faults).toEqual([]);
  });

  it('asks for the key where one is needed, tells a wrong one, keeps the right one for the tab, and forgets it', async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN,
    });
    const { page, faults } = await open('#/admin/keys');
    await page.getByLabel('API key').fill('b'.repeat(64));
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This key is wrong').waitFor();
    expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('API key').fill(ADMIN);
    await page.keyboard.press('Enter');
    // To where the link led.
    await page.getByLabel('For whom').fill('ci');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const made = await page.getByLabel('The new key').inputValue();
    expect(made).toMatch(/^b2n_/);
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'ci' }).waitFor();
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.getByLabel('API key').fill(made);
    await page.keyboard.press('Enter');
    // A user's key administers nothing.
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('loses nothing when the service goes away and comes back', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-console-'));
    const first = await RunningBin2nlp.start({ BIN2NLP_STORAGE__DATA_DIR: directory });
    bin2nlp = first;
    const { page, faults } = await open();
    await page.getByLabel('Files to analyse').setInputFiles('/bin/true');
    await page.getByRole('button', { name: 'Delete true' }).waitFor();
    await page.getByRole('link', { name: 'true' }).click();
    await page.getByRole('searchbox', { name: 'Search in this file' }).fill('tag:file');
    const { port } = new URL(first.url);
    await first.stop();
    bin2nlp = undefined;
    await page.keyboard.press('Enter');
    await page.getByText('The service does not answer.').waitFor();
    bin2nlp = await RunningBin2nlp.start({ BIN2NLP_STORAGE__DATA_DIR: directory, BIN2NLP_SERVER__PORT: port });
    await page.getByText('The service does not answer.').waitFor({ state: 'detached' });
    expect(await page.getByRole('searchbox', { name: 'Search in this file' }).inputValue()).toBe('tag:file');
    await page.getByText(/^\d+ of \d+$/).waitFor();
    expect(faults).toEqual([]);
    await bin2nlp.stop();
    bin2nlp = undefined;
    rmSync(directory, { recursive: true, force: true });
  });
});
