import { createRequire } from 'node:module';
import { URLSearchParams } from 'node:url';

const { countTokens } = createRequire(import.meta.url)('gpt-tokenizer/encoding/o200k_base');
const MOST_PAGES = 12;

/** Asks a service about one result as a client would, and counts: calls, and tokens (o200k_base) of all that is answered. */
export class FactReader {
  #base;
  calls = 0;
  tokens = 0;
  /** All that was answered. */
  text = '';

  constructor(url, jobId) {
    this.#base = `${url}/api/v1/analyze/${jobId}/`;
  }

  /** One call. Resolves to its text, also of a refusal: it costs as much. */
  async ask(route, query = {}) {
    const parameters = new URLSearchParams(query).toString();
    const response = await fetch(`${this.#base}${route}${parameters === '' ? '' : `?${parameters}`}`);
    const text = await response.text();
    this.calls += 1;
    this.tokens += countTokens(text, { allowedSpecial: 'all' });
    if (response.ok) this.text += `${text}\n`;
    return text;
  }

  /** Page after page, until there is no more. */
  async askAll(route, query = {}) {
    let cursor;
    for (let page = 0; page < MOST_PAGES; page++) {
      const text = await this.ask(route, { ...query, ...(cursor !== undefined && { cursor }) });
      cursor = /^next: (c_\S+)$/m.exec(text)?.[1];
      if (cursor === undefined) return;
    }
  }
}
