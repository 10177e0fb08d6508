import { createRequire } from 'node:module';
import { URLSearchParams } from 'node:url';

const { countTokens } = createRequire(import.meta.url)('gpt-tokenizer/encoding/o200k_base');
const PAGE_TOKENS = 1500;
const REST_TOKENS = 4000;
/** Of more than these, nobody reads all. */
const MANY = 100;

/** Asks a service about one result as a client would, and counts: calls, and tokens (o200k_base) of all that is answered. */
export class FactReader {
  #base;
  calls = 0;
  tokens = 0;
  /** Of a list of very many: how many were read, of how many. */
  ofMany;
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

  /** A search for facts of one kind: all of them, or of very many the most telling, and how many there are. */
  async askList(q, kinds) {
    const first = await this.ask('search', { q, kinds, max_tokens: PAGE_TOKENS });
    const [, shown, total] = /^shown: .*?(\d+)\/(\d+)/m.exec(first) ?? [];
    if (Number(total) > MANY) this.ofMany = { shown: Number(shown), total: Number(total) };
    else await this.#rest(first, { q, kinds, max_tokens: REST_TOKENS });
  }

  async #rest(first, query) {
    let text = first;
    for (let cursor = cursorIn(text); cursor !== undefined; cursor = cursorIn(text))
      text = await this.ask('search', { ...query, cursor });
  }
}

function cursorIn(text) {
  return /^next: (c_\S+)$/m.exec(text)?.[1];
}
