import type { ExtractedString } from '#domain/document/strings';
import { address } from '#domain/shared/address';
import { uniteStrings } from './unite-strings';

const at = (offset: number, content = `at ${offset}`): ExtractedString => ({
  content,
  address: address(offset),
  offset: address(offset),
  length: content.length,
  encoding: 'ascii',
  type: 'readable_text',
});
const listOf = (...items: ExtractedString[]): { items: ExtractedString[]; total: number } => ({
  items,
  total: items.length,
});

describe('united strings', () => {
  it('are in the order of the file, each place once', () => {
    const { items, total } = uniteStrings(
      listOf(at(0x9000), at(0xa000, 'seen')),
      listOf(at(0xa000, 'again'), at(0x400)),
    );
    expect(items.map(({ content }) => content)).toEqual(['at 1024', 'at 36864', 'seen']);
    expect(total).toBe(3);
  });

  it('are those that radare2 found where code has none', () => {
    const found = listOf(at(8), at(4));
    expect(uniteStrings(found, listOf())).toBe(found);
  });

  it('are as many as a document holds, and say that there are more', () => {
    const many = Array.from({ length: 49_999 }, (_, index) => at(index));
    const { items, total } = uniteStrings(listOf(...many), listOf(at(60_000), at(60_001), at(60_002)));
    expect(items).toHaveLength(50_000);
    expect(total).toBe(50_001);
  });
});
