import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import {
  analyseFunctionsAt,
  analysisTimeout,
  basicBlocksOf,
  MAX_SEEDS_PER_COMMAND,
  pseudoCode,
} from './radare2-command';

const LONGEST_LINE = 4095;

describe('commands for radare2', () => {
  it('carry addresses and integers', () => {
    expect(analyseFunctionsAt([{ address: address(0x401000) }, { address: address(0x401020) }])).toBe(
      'af @ 0x401000;af @ 0x401020',
    );
    expect(analyseFunctionsAt([{ address: address(0x1000), mode: 'thumb' }])).toBe('ahb 16 @ 0x1000;af @ 0x1000');
    expect(analyseFunctionsAt([{ address: address(0x1000), mode: 'arm' }])).toBe('ahb 32 @ 0x1000;af @ 0x1000');
    expect(basicBlocksOf([address(0x401000)])).toBe('?v 0x401000;afb @ 0x401000');
    expect(pseudoCode(address(0x401000))).toBe('pdc @ 0x401000');
    expect(analysisTimeout(30)).toBe("'e anal.timeout=30");
  });

  it.each(['0x1;!!id', '0x1\n!!id', '`id`', '', '0X1'])('carry nothing else: %j', (hostile) => {
    expect(() => analyseFunctionsAt([{ address: hostile as Address }])).toThrow(RangeError);
    expect(() => basicBlocksOf([hostile as Address])).toThrow(RangeError);
    expect(() => pseudoCode(hostile as Address)).toThrow(RangeError);
  });

  it.each([NaN, -1, 1.5, Infinity])('refuse %p for a count', (value) => {
    expect(() => analysisTimeout(value)).toThrow(RangeError);
  });

  it('fit into the line that radare2 reads', () => {
    const longest = Array.from({ length: MAX_SEEDS_PER_COMMAND }, () => address(0xffff_ffff_ffff_ffffn));
    const seeds = longest.map((place) => ({ address: place, mode: 'thumb' }) as const);
    expect(analyseFunctionsAt(seeds).length).toBeLessThan(LONGEST_LINE);
    expect(() => analyseFunctionsAt([...seeds, { address: address(1) }])).toThrow(RangeError);
    expect(basicBlocksOf(longest).length).toBeLessThan(LONGEST_LINE);
    expect(() => basicBlocksOf([...longest, address(1)])).toThrow(RangeError);
  });
});
