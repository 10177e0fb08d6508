import { blockOfLine } from './basic-blocks';

describe("a line of radare2's list of basic blocks", () => {
  it('is read', () => {
    expect(blockOfLine('0x00004730 0x00004828 00:0000 248 j 0x00004828')).toEqual({ start: '0x4730', end: '0x4828' });
  });

  it.each(['0x4730', ''])('is left out when it is none: %s', (line) => {
    expect(blockOfLine(line)).toBeUndefined();
  });
});
