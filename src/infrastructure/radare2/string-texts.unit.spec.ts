import { address } from '#domain/shared/address';
import { sourceOf } from '#test/builders/byte-sources';
import type { StringPlace } from './string-texts';
import { StringTexts } from './string-texts';

const place = (offset: number, facts: Partial<StringPlace> = {}): StringPlace => ({
  address: address(0x1000 + offset),
  offset,
  size: 5,
  length: 4,
  encoding: 'ascii',
  ...facts,
});

describe('the texts of strings', () => {
  it('are what the file has at their places', async () => {
    const texts = new StringTexts(sourceOf(Buffer.from('....C:\\Temp\0')));
    const [found] = await texts.at([place(4, { size: 8, length: 7, section: '.rdata' })]);
    expect(found).toEqual({
      content: 'C:\\Temp',
      address: '0x1004',
      offset: '0x4',
      length: 7,
      encoding: 'ascii',
      section: '.rdata',
      type: 'file_path',
    });
  });

  it('are read wherever they lie, in any order', async () => {
    const file = Buffer.alloc(200_000);
    const places = [150_000, 16_380, 16_384, 16_382 + 16_384, 0, 199_996].map((at, index) => {
      file.write(`at ${index}`, at);
      return place(at);
    });
    const found = await new StringTexts(sourceOf(file)).at(places);
    expect(found.map(({ content }) => content)).toEqual(['at 0', 'at 1', 'at 2', 'at 3', 'at 4', 'at 5']);
  });

  it('are left out where the file has none', async () => {
    const texts = new StringTexts(sourceOf(Buffer.from('text\0\0\0\0')));
    const found = await texts.at([place(4), place(6), place(8), place(1e15), place(0)]);
    expect(found.map(({ content }) => content)).toEqual(['text']);
  });

  it('count characters, not bytes, and call plain text ASCII', async () => {
    const file = Buffer.from('😀 größer\0plain\0');
    const found = await new StringTexts(sourceOf(file)).at([
      place(0, { size: 14, length: 8, encoding: 'utf-8' }),
      place(14, { size: 6, length: 5, encoding: 'utf-8' }),
    ]);
    expect(found).toMatchObject([
      { content: '😀 größer', length: 8, encoding: 'utf-8' },
      { content: 'plain', length: 5, encoding: 'ascii' },
    ]);
  });

  it('make what would drive or hide something visible, and keep what makes lines', async () => {
    const file = Buffer.from('\x1b[2J\tline\n\0');
    const [found] = await new StringTexts(sourceOf(file)).at([place(0, { size: 11, length: 10 })]);
    expect(found).toMatchObject({ content: '\\u{1b}[2J\tline\n', length: 10 });
  });
});
