import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page as a browser shows it, with all that went wrong in it. */
export interface LookedAt {
  readonly page: Page;
  /** Errors, breaches of its policy, and requests for anything but itself. */
  readonly faults: readonly string[];
}

/** Debian's Chromium without a window. @throws where it is missing. */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error('Chromium is missing: run docker/install-system-packages.sh --with-tests');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** Opens a page at its address, without scripts where none may be needed. */
export async function lookAt(
  browser: Browser,
  url: string,
  { width = 1400, scheme = 'light', hasScripts = true }: LookOptions = {},
): Promise<LookedAt> {
  const faults: string[] = [];
  const page = await browser.newPage({
    ...{ viewport: { width, height: 1000 }, colorScheme: scheme, javaScriptEnabled: hasScripts },
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) faults.push(request.url());
  });
  await page.goto(url);
  return { page, faults };
}

export interface LookOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly hasScripts?: boolean;
}
