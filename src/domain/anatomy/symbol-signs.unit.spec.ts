import fc from 'fast-check';

import { SymbolSigns } from './symbol-signs';

const HASH = '17h0123456789abcdef';
const SIGNS = [
  '__stack_chk_fail',
  '__memcpy_chk',
  '_objc_release',
  '__gxx_personality_v0',
  '_ZNSt6vectorIiE4sizeEv',
  '_ZSt4cout',
  `_ZN4core3fmt5Write9write_fmt${HASH}E`,
  `__ZN3std2io${HASH}E`,
  '_RNvCs1234_7mycrate4core',
  'rust_eh_personality',
  'runtime.main',
  '_runtime.main',
  'NimMain',
  '_NimMain',
  '_D6object',
  '__d_run_main',
  '$s4main',
  '_$sSi2eeoi',
  '_objc_msgSend',
  '_OBJC_CLASS_$_NSString',
];
const NEARLY = [
  '_ZN2v88internal4HeapC1Ev',
  `_ZN1a${HASH}`,
  '_ZN',
  '_Z',
  '_',
  'r',
  `${'_ZN9'.padEnd(260, 'a')}${HASH}E`,
  '',
];

/** Of names that stand one behind the other in a table, as a file has them. */
function signsAt(names: readonly string[], isImported: boolean): SymbolSigns {
  const signs = new SymbolSigns();
  const table = Buffer.from(`\0${names.map((name) => `${name}\0`).join('')}`, 'latin1');
  let at = 1;
  for (const name of names) {
    signs.noteAt(table, at, isImported);
    at += name.length + 1;
  }
  return signs;
}

function signsOf(names: readonly string[], isImported: boolean): SymbolSigns {
  const signs = new SymbolSigns();
  for (const name of names) signs.note(name.slice(0, 256), isImported);
  return signs;
}

describe('the signs in the names of symbols', () => {
  it.each(SIGNS)('are seen in a table of names: %s', (name) => {
    const found = signsAt(['main', name], true);
    expect(found.evidence.size > 0 || found.canary || found.fortify || found.arc).toBe(true);
  });

  it.each(NEARLY)('are not seen in what only looks alike: %s', (name) => {
    const found = signsAt(['main', name], true);
    expect(found).toMatchObject({ canary: false, fortify: false, arc: false, isEmpty: false });
    expect(found.evidence.size).toBe(0);
  });

  it('are those of the names one by one', () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from('_ZNSt17hER$rab0')) });
    const bytes = fc.uint8Array({ max: 255, min: 1, maxLength: 300 }).map((all) => Buffer.from(all).toString('latin1'));
    const changed = fc
      .tuple(fc.constantFrom(...SIGNS, ...NEARLY), fc.nat({ max: 300 }), fc.constantFrom('', 'E', '1', '_'))
      .map(([name, at, by]) => name.slice(0, at) + by + name.slice(at + 1));
    const name = fc.oneof(plain, bytes, changed, fc.constantFrom(...SIGNS));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), fc.boolean(), (names, isImported) => {
        expect(signsAt(names, isImported)).toEqual(signsOf(names, isImported));
      }),
      { numRuns: 2000 },
    );
  });

  it('are none outside of the table', () => {
    const signs = new SymbolSigns();
    signs.noteAt(Buffer.from('\0main\0'), 99, false);
    expect(signs).toMatchObject({ isEmpty: false, canary: false });
  });
});
