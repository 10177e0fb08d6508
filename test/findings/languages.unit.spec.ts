import type { Marker } from '#domain/anatomy/markers';
import { provenance } from '#domain/anatomy/provenance';
import type { ProvenanceEvidence } from '#domain/anatomy/provenance-evidence';
import type { Language } from '#domain/document/language';
import { LANGUAGES } from '#domain/document/language';
import { describeBuild } from '#domain/findings/describe-build';
import { fileFacts } from '#domain/results/file-facts';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { aJudgedSubject } from '#test/builders/judged-subject';

const HEADER: ExecutableHeader = {
  format: 'elf',
  architecture: 'x86_64',
  bits: 64,
  endianness: 'little',
  kind: 'executable',
};
const NOTHING: ProvenanceEvidence = {
  markers: new Map(),
  sections: [],
  symbols: new Map(),
  libraries: [],
  comments: [],
  dataResources: [],
};

const marked = (marker: Marker, after: string): Partial<ProvenanceEvidence> => ({
  markers: new Map([[marker, { offset: 0, before: '', after }]]),
});

/** What shows a language: to our own reading, or, in words of its own, to radare2 only. A language without does not compile. */
const SHOWN: Readonly<Record<Language, Partial<ProvenanceEvidence> | string>> = {
  autoit: marked('autoit', 'AU3!EA06'),
  python: marked('pyinstaller', `${'\0'.repeat(24)}libpython3.11.so`),
  go: { sections: ['.data.rel.ro.gopclntab'] },
  rust: marked('rustc_path', `/rustc/${'a1'.repeat(20)}/library`),
  haskell: { comments: ['GHC 9.10.3'] },
  ocaml: marked('ocaml', 'Stdlib.Exit\0'),
  java: { sections: ['.svm_heap'] },
  dart: { symbols: new Map([['dart', '_kDartSnapshotText']]) },
  zig: marked('zig', 'aborting due to recursive panic'),
  ada: { libraries: ['libgnat-12.so'] },
  fortran: { libraries: ['libgfortran.so.5'] },
  c: { comments: ['GCC: (Debian 12.2.0-14) 12.2.0'] },
  nim: marked('nim', 'fatal.nim\0'),
  crystal: { symbols: new Map([['crystal', '__crystal_main']]) },
  '.net': { dotnetVersion: '4.0.30319' },
  pascal: marked('free_pascal', 'FPC 3.2.2+dfsg-20 [2023/03/30] for x86_64 - Linux'),
  delphi: { dataResources: ['DVCLAL'] },
  d: { symbols: new Map([['d', '_d_run_main']]) },
  swift: { sections: ['__swift5_types'] },
  'objective-c': { sections: ['__objc_classlist'] },
  'c++': { libraries: ['libstdc++.so.6'] },
  kotlin: 'kotlin',
};

// ninja.exe of @rescript/linux-x64 12.3.1: static, without a symbol; GCC's comment alone made it a program in C.
it('a program in C++ that has its runtime inside and no names is told by that', () => {
  const runtime = marked('cxx_type_info', 'N10__cxxabiv117__class_type_infoE\0');
  const facts = provenance({ ...NOTHING, ...runtime, comments: ['GCC: (Alpine 12.2.1_git20220924-r10) 12.2.1'] });
  expect(facts).toMatchObject({ language: 'c++', compiler: 'gcc 12.2.1' });
});

// `bin/vsce-sign` of @vscode/vsce-sign-linux-x64 2.0.6: .NET and a program of it in one file, beside what made the host.
it('a program of .NET with all of .NET in one file is told by what the host exports', () => {
  const facts = provenance({
    ...NOTHING,
    symbols: new Map([
      ['.net', 'DotNetRuntimeInfo'],
      ['c++', '_ZTGnwm'],
    ]),
    comments: ['clang version 18.1.8'],
  });
  expect(facts).toMatchObject({ language: '.net', compiler: 'clang 18.1.8' });
  expect(facts.toolchain).toContainEqual({ name: '.net', evidence: 'symbol DotNetRuntimeInfo' });
});

const WORDS: Readonly<Record<Language, string>> = {
  autoit: 'AutoIt',
  python: 'Python',
  go: 'Go',
  haskell: 'Haskell',
  ocaml: 'OCaml',
  java: 'Java',
  dart: 'Dart',
  rust: 'Rust',
  nim: 'Nim',
  crystal: 'Crystal',
  zig: 'Zig',
  '.net': 'a language of .NET',
  pascal: 'Pascal',
  delphi: 'Delphi',
  d: 'D',
  swift: 'Swift',
  ada: 'Ada',
  fortran: 'Fortran',
  'objective-c': 'Objective-C',
  'c++': 'C++',
  kotlin: 'Kotlin',
  c: 'C',
};

function languageIn(shown: Partial<ProvenanceEvidence> | string): Language | undefined {
  const [lang, evidence] = typeof shown === 'string' ? [shown, NOTHING] : ['c', { ...NOTHING, ...shown }];
  const anatomy = { ...provenance(evidence), facts: {}, hardening: {}, resources: [] };
  return fileFacts(
    HEADER,
    { lang, stripped: false, static: false },
    { ...anatomy, hasMoreResources: false, isSigned: false },
    undefined,
  ).language;
}

describe('a language', () => {
  it.each(LANGUAGES)('%s is shown, and reaches the account', (language) => {
    const found = languageIn(SHOWN[language]);

    expect(found).toBe(language);
    expect(describeBuild(aJudgedSubject({ language: found! }))).toContain(`was written in ${WORDS[language]}`);
  });

  it.each([
    ['a compiler of C', { comments: ['clang version 14.0.6'] }, ['clang']],
    ["C's library", { libraries: ['libm.so.6', 'libc.so.6'] }, ['c runtime']],
    ["the library of macOS, which is C's too,", { libraries: ['/usr/lib/libSystem.B.dylib'] }, ['c runtime']],
  ])('is C where there is %s and nothing shows another', (_, shown, tools) => {
    const found = provenance({ ...NOTHING, ...shown });
    expect([found.language, found.toolchain.map(({ name }) => name)]).toEqual(['c', tools]);
    expect(provenance({ ...NOTHING, ...shown, sections: ['.gopclntab'] }).language).toBe('go');
  });

  it.each([
    [
      'named C++ by far the most',
      new Map([
        ['c++', 900],
        ['rust', 3],
      ] as const),
      'c++',
      ['rust'],
    ],
    [
      'named C++ and Rust',
      new Map([
        ['c++', 900],
        ['rust', 800],
      ] as const),
      'rust',
      ['c++'],
    ],
    ['named nothing', new Map(), 'rust', []],
  ])('of a file with text of rustc and %s is told with what it contains', (_, own, language, contains) => {
    const text = marked('rustc_path', `/rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library`);
    const found = provenance({ ...NOTHING, ...text, own, symbols: new Map([['c++', '_ZSt4cout']]) });
    expect([found.language, found.contains]).toEqual([language, contains]);
    expect(found.toolchain).toContainEqual(expect.objectContaining({ name: 'rustc', version: '1.83.0' }));
    expect(found.compiler).toBe(language === 'rust' ? 'rustc 1.83.0' : undefined);
  });

  it.each(['go_table', 'go_table_arm'] as const)('of Go is shown by its table: %s', (marker) => {
    const table = { offset: 64, before: '', after: '\xf1\xff\xff\xff\0\0\x01\x08' };
    const text = { offset: 99, before: '', after: 'go1.26.5gzip' };
    const markers = new Map([
      [marker, table],
      ['go_version', text],
    ] as const);
    expect(provenance({ ...NOTHING, markers }).compiler).toBe('go 1.26.5');
    expect(provenance({ ...NOTHING, markers: new Map([['go_version', text]]) }).language).toBeUndefined();
  });

  it('that an account tells has what it contains beside it', () => {
    const subject = aJudgedSubject({ language: 'c++', contains: ['rust', 'objective-c'] });
    expect(describeBuild(subject)).toContain('was written in C++ with parts in Rust and Objective-C');
  });

  it('is none where nothing shows it, whatever radare2 guesses', () => {
    expect(['c', 'msvc', '', 'toString'].map(languageIn)).toEqual([undefined, undefined, undefined, undefined]);
    expect(describeBuild(aJudgedSubject())).not.toContain('written in');
  });
});
