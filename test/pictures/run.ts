import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { startBrowser } from '#test/support/looked-at';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const SAMPLE = process.argv[2] ?? '/bin/bash';
const FOLDER = join(__dirname, '../../docs/pictures');
const MOST_BYTES = 120 * 1024;
/** Better than that nobody sees the difference. */
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

/** Makes the pictures of the documentation, from an analysis of a file of this machine. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const directory = await TemporaryDirectory.create();
  const bin2nlp = Bin2nlpProcess.launch({ BIN2NLP_STORAGE__DATA_DIR: directory.path, BIN2NLP_SERVER__PORT: '0' });
  const browser = await startBrowser();
  try {
    const url = await bin2nlp.url();
    const report = await reportOf(url);
    await picture(browser, 'report.webp', { at: report, height: 1180, shows: '#first-screen' });
    const id = /analyze\/([0-9a-f-]+)\/report/.exec(report)?.[1] ?? '';
    await picture(browser, 'console.webp', {
      at: `${url}/#/files/${id}/functions`,
      height: 760,
      shows: '[role="row"]',
    });
  } finally {
    await browser.close();
    await bin2nlp.end();
    await directory.remove();
  }
}

interface View {
  readonly at: string;
  /** Pixels. */
  readonly height: number;
  /** Selector of what has to be there first. */
  readonly shows: string;
}

async function picture(browser: Browser, name: string, { at, height, shows }: View): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height }, deviceScaleFactor: 1 });
  await page.goto(at);
  await page.waitForSelector(shows);
  // For what comes behind the first row.
  await page.waitForTimeout(1000);
  const bytes = await asWebp(browser, await page.screenshot({ caret: 'initial' }));
  writeFileSync(join(FOLDER, name), bytes);
  process.stdout.write(`${name}: ${(bytes.length / 1024).toFixed(0)} KB\n`);
}

async function reportOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/analyze?filename=${SAMPLE.split('/').at(-1) ?? ''}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: readFileSync(SAMPLE),
  });
  const { data } = (await answer.json()) as { data: { job_id: string } };
  const report = `${url}/api/v1/analyze/${data.job_id}/report?format=html`;
  for (;;) {
    const text = await (await fetch(report)).text();
    if (!text.includes('http-equiv="refresh"')) return report;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The browser knows how; as small as it must be. */
async function asWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  for (const quality of QUALITIES) {
    const url = await page.evaluate<string>(`(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${png.toString('base64')}';
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', ${quality});
    })()`);
    const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    if (bytes.length <= MOST_BYTES) return bytes;
  }
  throw new Error(`The picture is larger than ${MOST_BYTES} bytes, however it is made`);
}

void main();
