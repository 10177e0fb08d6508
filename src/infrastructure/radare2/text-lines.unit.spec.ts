import { textLines } from './text-lines';

async function linesOf(text: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const some of textLines(Buffer.from(text))) lines.push(...some);
  return lines;
}

describe('the lines of an answer', () => {
  it('are whole, however long the answer is', async () => {
    const expected = Array.from({ length: 60_000 }, (_, index) => `line ${index} ✓`);
    expect(await linesOf(expected.join('\n'))).toEqual(expected);
  });

  it('may be longer than what is cut at once', async () => {
    const long = 'x'.repeat(600_000);
    expect(await linesOf(`${long}\nshort`)).toEqual([long, 'short']);
  });

  it('of nothing are none', async () => {
    expect(await linesOf('')).toEqual([]);
  });
});
