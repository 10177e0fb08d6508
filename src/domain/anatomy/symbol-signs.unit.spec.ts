import { PATTERNS, WHOLE_NAMES } from './symbol-languages';
import { SymbolSigns } from './symbol-signs';

const HASH = '17h0123456789abcdef';
const HARDENING = ['__stack_chk_fail', '__intel_security_cookie', '__memcpy_chk', '___memcpy_chk', '_objc_release'];
/** Of each pattern one name, in their order; and of both of Itanium's. */
const EXAMPLES: readonly (readonly [name: string, language: string])[] = [
  ['_RNvCs1234_7mycrate4core', 'rust'],
  ['_$sSi2eeoi', 'swift'],
  ['_OBJC_CLASS_$_NSString', 'objective-c'],
  ['-[NSString length]', 'objective-c'],
  ['camlStdlib__List__map_1234', 'ocaml'],
  ['ghczmprim_GHCziTypes_True_closure', 'haskell'],
  ['_kDartSnapshotText', 'dart'],
  ['IsolateEnterStub__JNIFunctions__FindClass', 'java'],
  ['__gnat_begin_handler_v1', 'ada'],
  ['_gfortran_transfer_integer', 'fortran'],
  ['??2@YAPEAX_K@Z', 'c++'],
];
const MANGLED: readonly (readonly [name: string, language: string])[] = [
  // c++filt: absl::lts_20220623::base_internal::ExponentialBiased::Initialize(), operator new(unsigned long), vtable for A
  ['_ZN4absl12lts_2022062313base_internal17ExponentialBiased10InitializeEv', 'c++'],
  ['_Znwm@GLIBCXX_3.4', 'c++'],
  ['__ZTV1A', 'c++'],
  ['_ZSt4cout', 'c++'],
  // c++filt: guard variable for f()::x
  ['_ZGVZ1fvE1x', 'c++'],
  [`_ZN4core3fmt5Write9write_fmt${HASH}E`, 'rust'],
  [`__ZN3std2io${HASH}E`, 'rust'],
  [`_ZN3std2io${HASH}E.llvm.1234567890`, 'rust'],
  // `nm` on rescript.exe of @rescript/win32-x64 12.2.0: of one name in several modules LLVM numbers all but the first.
  [`_ZN7console5utils5Style4attr${HASH}E.784`, 'rust'],
  [`_ZN3std2io${HASH}E.12.llvm.1234567890`, 'rust'],
  [`_ZN3std2io${HASH}E.cold`, 'rust'],
  ['_ZN3std2ioEv.784', 'c++'],
];
const NONE = [
  '_Z',
  '_ZN',
  '_Z_',
  '_Zone.inSameErrorZone',
  '?terminate@@YAXXZ',
  '_ZwLoadDriver',
  // `nm -D` on libasmrun_shared.so of OCaml 4.13.1: its runtime is in C.
  'caml_main',
  'caml_c_call',
  // libmvec.so.1 of glibc, which is in C: functions on vectors of x86 and of AArch64.
  '_ZGVbN2v_cos',
  '_ZGVsMxv_sin@GLIBC_2.39',
  '_',
  'r',
  '__',
  'main',
  'camlot',
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

describe('the signs in the names of symbols', () => {
  it.each([...WHOLE_NAMES, ...EXAMPLES, ...MANGLED])('are seen in a table of names: %s is %s', (name, language) => {
    const found = signsAt(['main', name], true);
    expect([...found.evidence]).toEqual([[language, name.split('@GLIBCXX')[0]]]);
  });

  it('are seen of each pattern', () => {
    expect(EXAMPLES.map(([name]) => PATTERNS.findIndex(({ pattern }) => pattern.test(name)))).toEqual(
      PATTERNS.map((_, index) => index),
    );
  });

  it.each(HARDENING)('tell how it is hardened: %s', (name) => {
    const found = signsAt(['main', name], true);
    expect(found.canary || found.fortify || found.arc).toBe(true);
  });

  it.each(NONE)('are not seen in what only looks alike: %s', (name) => {
    const found = signsAt(['main', name], true);
    expect(found).toMatchObject({ canary: false, fortify: false, arc: false, isEmpty: false });
    expect(found.evidence.size).toBe(0);
  });

  it("are counted where they are the program's own", () => {
    const names = ['_ZN1a1bEv', '_Znwm', `_ZN1a${HASH}E`];
    expect([...signsAt(names, false).own]).toEqual([
      ['c++', 2],
      ['rust', 1],
    ]);
    expect(signsAt(names, true).own.size).toBe(0);
  });

  it('of Fortran are seen where its library is called, and not in the library, which is in C', () => {
    // `nm -D` on libgfortran.so.5, and on programs that GCC 12 makes of Fortran.
    expect([...signsAt(['_gfortran_st_write', '_gfortran_set_args'], false).evidence]).toEqual([]);
    expect([...signsAt(['_gfortran_st_write', 'MAIN__'], false).evidence]).toEqual([['fortran', 'MAIN__']]);
    expect([...signsAt(['_gfortran_st_write'], true).evidence]).toEqual([['fortran', '_gfortran_st_write']]);
  });

  it('are none outside of the table', () => {
    const signs = new SymbolSigns();
    signs.noteAt(Buffer.from('\0main\0'), 99, false);
    expect(signs).toMatchObject({ isEmpty: false, canary: false });
  });
});
