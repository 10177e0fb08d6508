import type { Marker } from '#domain/anatomy/markers';
import type { ProvenanceEvidence } from '#domain/anatomy/provenance';
import { provenance } from '#domain/anatomy/provenance';
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
  nim: marked('nim', 'fatal.nim\0'),
  '.net': { dotnetVersion: '4.0.30319' },
  pascal: marked('free_pascal', 'FPC 3.2.2 [2021'),
  delphi: { dataResources: ['DVCLAL'] },
  d: { symbols: new Map([['d', '_d_run_main']]) },
  swift: { sections: ['__swift5_types'] },
  'objective-c': { sections: ['__objc_classlist'] },
  'c++': { libraries: ['libstdc++.so.6'] },
  kotlin: 'kotlin',
};

const WORDS: Readonly<Record<Language, string>> = {
  autoit: 'AutoIt',
  python: 'Python',
  go: 'Go',
  rust: 'Rust',
  nim: 'Nim',
  '.net': 'a language of .NET',
  pascal: 'Pascal',
  delphi: 'Delphi',
  d: 'D',
  swift: 'Swift',
  'objective-c': 'Objective-C',
  'c++': 'C++',
  kotlin: 'Kotlin',
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

  it('is none where nothing shows it, whatever radare2 guesses', () => {
    expect(['c', 'msvc', '', 'toString'].map(languageIn)).toEqual([undefined, undefined, undefined, undefined]);
    expect(describeBuild(aJudgedSubject())).not.toContain('written in');
  });
});
