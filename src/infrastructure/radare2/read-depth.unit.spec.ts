import type { FunctionInfo } from '#domain/document/functions';
import type { Import } from '#domain/document/symbols';
import { mostRelevant } from '#domain/functions/function-relevance';
import { address } from '#domain/shared/address';
import { fingerprintOf, tameCode, withFingerprints } from './read-depth';

const HASH = 'ab'.repeat(32);
const fn = (start: number, facts: Partial<FunctionInfo> = {}): FunctionInfo => ({
  name: `fcn.${start}`,
  address: address(start),
  size: 64,
  type: 'function',
  source: 'call',
  instructions: 20,
  ...facts,
});

describe('the functions that tell most', () => {
  const imports: readonly Import[] = [
    { name: 'connect', category: 'network' },
    { name: 'strlen', category: 'string' },
  ];

  it('are where the program begins, then those that reach telling imports, then the complex ones', () => {
    const functions = [
      fn(1, { complexity_score: 5, imports: ['strlen'] }),
      fn(2, { complexity_score: 50 }),
      fn(3, { imports: ['connect'] }),
      fn(4, { name: 'main' }),
    ];
    expect(mostRelevant(functions, imports, 3).map((each) => each.address)).toEqual(['0x4', '0x3', '0x2']);
  });

  it('are neither stubs, nor tiny, nor what would take seconds', () => {
    const functions = [
      fn(1, { type: 'import' }),
      fn(2, { type: 'thunk' }),
      fn(3, { instructions: 2 }),
      fn(4, { instructions: 100_000 }),
      fn(5),
    ];
    expect(mostRelevant(functions, imports, 10).map((each) => each.address)).toEqual(['0x5']);
  });
});

describe('pseudo code', () => {
  it('keeps its lines, and shows what would hide in them', () => {
    expect(tameCode('void f () {\n\tputs ("\u202eevil\u0007") \n}\n', 1000)).toBe(
      'void f () {\n    puts ("\\u{202e}evil\\u{7}")\n}\n',
    );
  });

  it('is whole, however long a line is, or not there at all', () => {
    const long = `x = ${'a + '.repeat(50_000)}b;`;
    expect(tameCode(long, 1_000_000)).toBe(long);
    expect(tameCode('one\ntwo\nthree', 8)).toBeUndefined();
    expect(tameCode('', 8)).toBe('');
  });
});

describe('fingerprints', () => {
  it('are read from signatures', () => {
    expect(fingerprintOf({ name: 'fnmatch', addr: 17_104, hash: { bbhash: HASH } })).toEqual(['0x42d0', HASH]);
  });

  it.each([{}, null, { addr: 1 }, { addr: 1, hash: { bbhash: 'short' } }, { addr: -1, hash: { bbhash: HASH } }])(
    'are not read from %j',
    (value) => {
      expect(fingerprintOf(value)).toBeUndefined();
    },
  );

  it('are those of functions that have code of their own', () => {
    const hashes = new Map([1, 2].map((each) => [address(each), HASH]));
    const [plain, stub, other] = withFingerprints([fn(1), fn(2, { type: 'import' }), fn(3)], hashes);
    expect([plain?.fingerprint, stub?.fingerprint, other?.fingerprint]).toEqual([HASH, undefined, undefined]);
  });
});
