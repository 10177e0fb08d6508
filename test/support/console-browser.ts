import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { startBrowser } from './looked-at';

/** For a machine that has much else to do: only what never comes is told by it. */
const PATIENCE_MS = 180_000;
/** What the browser itself says of a refusal or of a service that is away: the page says it in words. */
const OF_THE_NETWORK = /^Failed to load resource: /;

/** A page of the console, and what went wrong in it. */
export interface ConsolePage {
  readonly page: Page;
  /** Errors of scripts, of the policy of the page, and requests that leave the service. */
  readonly faults: readonly string[];
}

/** Debian's Chromium, looking at the console of a service. */
export class ConsoleBrowser {
  private constructor(readonly browser: Browser) {}

  static async launch(): Promise<ConsoleBrowser> {
    return new ConsoleBrowser(await startBrowser());
  }

  /** @param hash of the view, such as `#/admin` */
  async open(url: string, hash = '', options: BrowserContextOptions = {}): Promise<ConsolePage> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.setDefaultTimeout(PATIENCE_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      if (['error', 'warning'].includes(message.type()) && !OF_THE_NETWORK.test(text)) faults.push(text);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) faults.push(request.url());
    });
    await page.goto(`${url}/${hash}`);
    return { page, faults };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
