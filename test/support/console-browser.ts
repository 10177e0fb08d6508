import { existsSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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
/** For a machine that has much else to do: only what never comes is told by it. */
const PATIENCE_MS = 180_000;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
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
  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<ConsoleBrowser> {
    if (!existsSync(CHROMIUM)) {
      throw new Error('Chromium is missing: run docker/install-system-packages.sh --with-tests');
    }
    return new ConsoleBrowser(await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
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

/** What axe-core finds against the page as it is: of each rule how often, and the first place. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    interface Axe {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string; target: string[] }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations: found } = await axe.run(only.length === 0 ? {} : { runOnly: only });
    return found.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 300) ?? ''}`);
  }, rules);
}
