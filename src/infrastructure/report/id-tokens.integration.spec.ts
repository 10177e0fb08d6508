import { randomUUID } from 'node:crypto';

import type { Tokenizer } from '#domain/report/token-counter';
import { TOKENIZERS } from '#domain/report/token-counter';
import { tokenCounter } from './gpt-token-counter';
import { IdTokens } from './id-tokens';

/** As envelopes are. */
function around(): string {
  const time = new Date(Math.floor(Math.random() * 4e12)).toISOString();
  return `{"success":true,"data":,"metadata":{"analysis_id":"${randomUUID()}"},"request_id":"${randomUUID()}","timestamp":"${time}"}`;
}

describe.each(TOKENIZERS)('What is laid around answers, by tokens of %s', (tokenizer: Tokenizer) => {
  it('has one name only where it has as many tokens, and some have', async () => {
    const counter = await tokenCounter(tokenizer);
    const ids = new IdTokens((pieces) => Promise.resolve(pieces.map((piece) => counter.count(piece))));
    const counts = new Map<string, Set<number>>();
    for (let asked = 0; asked < 2000; asked += 1) {
      const text = around();
      ids.nameOf(text, tokenizer);
      await Promise.resolve();
      await Promise.resolve();
      const name = ids.nameOf(text, tokenizer) ?? 'unknown';
      counts.set(name, (counts.get(name) ?? new Set()).add(counter.count(text)));
    }
    expect([...counts].filter(([, each]) => each.size > 1)).toEqual([]);
    expect(counts.has('unknown')).toBe(false);
    expect(counts.size).toBeLessThan(80);
  });

  it('has none where the id of the request is a text of its own', () => {
    const ids = new IdTokens(() => Promise.resolve([]));
    expect(ids.nameOf(`{"analysis_id":"${randomUUID()}","request_id":"of my own"}`, tokenizer)).toBeUndefined();
  });
});
