import { functionOfRow } from './list-functions';

describe("a row of radare2's table of functions", () => {
  it.each([
    ['0x00004030    1      6 sym.imp.getenv', 'sym.imp.getenv', '0x4030', 6, 1],
    ['0x000148b0   10    177 -> 168  sym._obstack_begin', 'sym._obstack_begin', '0x148b0', 168, 10],
  ])('is read: %s', (row, name, start, size, blocks) => {
    expect(functionOfRow(row)).toEqual({ name, address: start, size, details: { basic_blocks: blocks } });
  });

  it('is left out when it is none', () => {
    expect(functionOfRow('Usage: afl')).toBeUndefined();
  });
});
