import { compare } from './compare';
import type { Subject } from './explained';
import { explanationOf } from './explained';

describe('a comparison', () => {
  it('names what one side has more often, in any order', () => {
    const ours = { imports: ['a', 'b', 'b'], exports: [] };
    const theirs = [{ tool: 'readelf', claims: { imports: ['b', 'c', 'a'], libraries: ['x'] } }] as const;
    expect(compare(ours, theirs)).toEqual({
      compared: [{ check: 'imports', tool: 'readelf' }],
      differences: [{ check: 'imports', tool: 'readelf', missing: ['c'], extra: ['b'] }],
    });
  });
});

describe('an explanation', () => {
  const arm: Subject = {
    format: 'elf',
    architecture: 'arm',
    bits: 32,
    endianness: 'little',
    kind: 'executable',
    claims: {},
  };
  const exports = { check: 'exports', tool: 'readelf', missing: ['main 0x8001'], extra: ['main 0x8000'] } as const;

  it('covers the bit that marks Thumb code, on ARM alone', () => {
    expect(explanationOf(exports, arm)).toContain('Thumb');
    expect(explanationOf(exports, { ...arm, architecture: 'x86' })).toBeUndefined();
  });

  it('covers nothing but that', () => {
    expect(explanationOf({ ...exports, missing: ['main 0x8003'] }, arm)).toBeUndefined();
    expect(explanationOf({ ...exports, missing: ['main 0x8001', 'more 0x1'] }, arm)).toBeUndefined();
    expect(explanationOf({ ...exports, check: 'imports' }, arm)).toBeUndefined();
  });
});
