import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const CHROMIUM = '/usr/bin/chromium';
const SCREENSHOTS = join(__dirname, '../../.data/screenshots');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('Swagger UI in a browser', () => {
  let bin2nlp: RunningBin2nlp;
  let browser: Browser;

  beforeAll(async () => {
    if (!existsSync(CHROMIUM))
      throw new Error('Chromium is missing: run docker/install-system-packages.sh --with-tests');
    mkdirSync(SCREENSHOTS, { recursive: true });
    bin2nlp = await RunningBin2nlp.start();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    await bin2nlp.stop();
  });

  it('shows every route, asks nobody else for anything, and analyses an uploaded file', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    const faults = watch(page, bin2nlp.url);
    await page.goto(`${bin2nlp.url}/api/v1/docs`);
    await page.getByText('Analyse a binary').click();
    await page.locator('input[type=file]').setInputFiles('/bin/ls');
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table');
    await answer.getByText('"processing_type": "synchronous"').waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'swagger-ui.png'), fullPage: true });
    // What nobody filled in is as if nothing had been sent.
    expect(await answer.getByText('"focus_areas": []').count()).toBe(1);
    expect(await answer.getByText('"custom_patterns": []').count()).toBe(1);
    const { paths } = (await (await fetch(`${bin2nlp.url}/api/v1/openapi.json`)).json()) as { paths: object };
    const operations = Object.values(paths).flatMap((path: object) => Object.keys(path));
    expect(await page.locator('.opblock').count()).toBe(operations.length);
    expect(await answer.locator('.response .response-col_status').first().innerText()).toMatch(/^200/);
    expect(faults).toEqual([]);
  });

  it('has a page to read beside it, which asks nobody else for anything either', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1200 } });
    const faults = watch(page, bin2nlp.url);
    await page.goto(`${bin2nlp.url}/api/v1/redoc`);
    await page.getByRole('heading', { name: 'Analyse a binary' }).waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'redoc.png') });
    expect(faults).toEqual([]);
  });
});

/** Errors of the page, and requests that leave this service. */
function watch(page: Page, own: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) faults.push(request.url());
  });
  return faults;
}
