import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ExtractedString } from '#domain/document/strings';
import { elfBytes } from '#test/builders/elf-bytes';
import { encodedTexts } from '#test/builders/encoded-text';
import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { schemaFaults } from '#test/support/schema-faults';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { OurDocuments } from '#test/truth/our-document';
import { isInFile } from '#test/truth/strings/string-truth';

const ADDRESS = 0x402000;
/** What text may hold, each of the control characters that radare2 writes as an escape included. */
const EVERY_CHARACTER = [
  ...Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index)),
  '\t\n\r\n\x07\b\v\f\x1b',
].join('');

/** Each as it is in the file, and as the document shows it where that differs. */
const TEXTS: readonly (readonly [ExtractedString['encoding'], string, string?])[] = [
  ['ascii', 'C:\\Windows\\System32\\cmd.exe'],
  ['ascii', 'one backslash and a letter: \\n \\t \\x41 \\u{41} \\\\'],
  ['ascii', '  first line\r\n\tsecond line\n'],
  ['ascii', 'cmd.exe /c '],
  ['ascii', `quotes "double" 'single' \`back\` <tag> & %s`],
  [
    'ascii',
    'rings\x07, goes back\b, colours \x1b[31m, returns\rhome',
    'rings\\u{7}, goes back\\u{8}, colours \\u{1b}[31m, returns\\u{d}home',
  ],
  ['ascii', `all: ${EVERY_CHARACTER}`, `all: ${EVERY_CHARACTER.slice(0, -5)}\\u{7}\\u{8}\\u{b}\\u{c}\\u{1b}`],
  ['utf-16le', 'Software\\Microsoft\\Windows\\CurrentVersion\\Run'],
  ['utf-16le', 'first line\r\n\tsecond \\n line\n'],
  ['utf-16le', 'trailing blanks   '],
  ['utf-8', 'größer \\ kleiner\t\\n 😀'],
  ['utf-8', 'Привет\\мир\n'],
  ['utf-32le', 'thirty\\two bits\tfor each\n'],
  ['utf-32le', 'with ÿ within'],
];

describe('The strings of a built file', () => {
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterAll(() => directory.remove());

  it.each(['radare2', 'fallback'] as const)('are what is in it, by %s', async (engine) => {
    const path = join(directory.path, engine);
    writeFileSync(path, fileWith(TEXTS));
    const { strings } = await OurDocuments.by(engine, 'quick').of(path);
    expect(strings.map(({ encoding, content, length }) => ({ encoding, content, length }))).toEqual(
      TEXTS.map(([encoding, text, shown = text]) => ({ encoding, content: shown, length: Array.from(text).length })),
    );
    expect(strings.map(({ type }) => type).slice(0, 1)).toEqual(['file_path']);
    expect(strings.find(({ content }) => content.startsWith('Software\\'))?.type).toBe('registry_path');
  });
});

(samplesPresent() ? describe : describe.skip)(
  'The strings of every sample (skipped where ../shared/samples is not there)',
  () => {
    it.each(SAMPLES.flatMap(([name]) => [['radare2', name] as const, ['fallback', name] as const]))(
      'are the bytes at their places, in a document as its schema says, by %s: %s',
      async (engine, name) => {
        const file = readFileSync(samplePath(name));
        const document = await OurDocuments.by(engine, 'quick').of(samplePath(name));
        expect(schemaFaults('AnalysisDocument', document)).toEqual([]);
        const { strings } = document;
        expect(strings.length).toBeGreaterThan(0);
        expect(strings.filter((each) => !isInFile(each, file))).toEqual([]);
      },
    );

    it.each(['elf-Linux-Mips4-bash', 'pe-cygwin-ls.exe', 'MachO-OSX-x64-ls'])(
      'are the same by both engines, and in two runs: %s',
      async (name) => {
        const engines = ['radare2', 'fallback', 'radare2'] as const;
        const [first, ...others] = await Promise.all(
          engines.map(async (engine) => (await OurDocuments.by(engine, 'quick').of(samplePath(name))).strings),
        );
        for (const other of others) expect(other).toEqual(first);
      },
    );

    it.each(['pe-Windows-x64-cmd', 'pe-Windows-x86-cmd'])('are paths of the registry in %s', async (name) => {
      const { strings } = await OurDocuments.by('radare2', 'quick').of(samplePath(name));
      const paths = strings.filter(({ type }) => type === 'registry_path').map(({ content }) => content);
      expect(paths).toContain('Software\\Microsoft\\Command Processor');
      expect(strings.filter(({ content }) => content.includes('\\\\\\\\'))).toEqual([]);
    });
  },
);

/** One read-only section with all of them. */
function fileWith(texts: typeof TEXTS): Uint8Array {
  const content = Buffer.concat(texts.map(([encoding, text]) => encodedTexts([text], encoding)));
  const code = Buffer.alloc(16, 0xc3);
  return elfBytes({
    entry: 0x401000,
    segments: [
      { flags: 5, address: 0x401000, content: code },
      { flags: 4, address: ADDRESS, content },
    ],
    sections: [
      { name: '.text', flags: 6, address: 0x401000, size: code.length },
      { name: '.rodata', address: ADDRESS, size: content.length },
    ],
  });
}
