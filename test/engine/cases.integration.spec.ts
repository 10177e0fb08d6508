import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { CASES_DIRECTORY } from '#test/builders/samples';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2Bench } from './radare2-bench';

const texts = ({ strings }: EngineReport): readonly string[] => strings.map(({ content }) => content);
const imported = ({ imports }: EngineReport): readonly (string | undefined)[] => imports.map(({ name }) => name);
const named = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `imp_${String(index).padStart(2, '0')}`);

/** What is right of each, as its note says with who else says so. */
const RIGHT: Readonly<Record<string, (report: EngineReport) => void>> = {
  'delay-imports-attributes-zero-rvas.bin': ({ imports, libraries }) => {
    expect(libraries).toEqual(expect.arrayContaining(['shell32.dll', 'ws2_32.dll']));
    const from = { ShellExecuteA: 'shell32.dll', SHGetFolderPathA: 'shell32.dll', WSAStartup: 'ws2_32.dll' };
    for (const [name, library] of Object.entries(from)) {
      expect(imports).toContainEqual(expect.objectContaining({ name, library }));
    }
  },
  'elf-arch-avr.bin': ({ file }) => {
    expect(file.architecture).toBe('avr');
    expect(file.os).not.toBe('linux');
  },
  'elf-bare-metal.bin': ({ file }) => {
    expect(file.os ?? null).toBeNull();
  },
  'elf-dynsym-section-shortened.bin': (report) => {
    expect(imported(report)).toEqual(expect.arrayContaining(['puts', 'getpid', 'system', 'malloc']));
    expect(report.imports).toHaveLength(9);
  },
  'elf-extended-numbering.bin': ({ sections }) => {
    expect(sections.filter(({ name }) => name !== '')).toHaveLength(28);
  },
  'elf-no-sections-phantom-import.bin': (report) => {
    expect([...imported(report)].sort()).toEqual(named(17));
  },
  'elf-no-sections-strings.bin': (report) => {
    expect(texts(report)).toEqual(
      expect.arrayContaining(['plain text of the program: http://example.net/b', 'uname -a']),
    );
  },
  'elf-note-FreeBSD-no-sections.bin': ({ file }) => {
    expect(file.os).toBe('freebsd');
  },
  'elf-note-NetBSD-no-sections.bin': ({ file }) => {
    expect(file.os).toBe('netbsd');
  },
  'elf-static-pie.bin': ({ file }) => {
    expect(file.kind).toBe('executable');
  },
  'entry-point-wraps.bin': ({ file }) => {
    expect(file.entry_point).toBe('0x1301000');
  },
  'export-empty-name.bin': ({ exports }) => {
    expect(exports).toHaveLength(5);
    expect(exports.map(({ address }) => address)).toContain('0x401000');
    expect(exports).toContainEqual(expect.objectContaining({ name: 'Fwd', forwarder: 'KERNEL32.Sleep' }));
    expect(exports).toContainEqual(expect.objectContaining({ name: 'FwdOrd', forwarder: 'OTHER.#12' }));
  },
  'long-section-names-base64.bin': ({ sections }) => {
    expect(sections.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['.debug_information', '.debug_lines_and_more']),
    );
  },
  'low-alignment-no-sections.bin': (report) => {
    expect(imported(report)).toEqual(expect.arrayContaining(['ExitProcess', 'MessageBoxA']));
    expect(texts(report)).toEqual(expect.arrayContaining(['kernel32.dll', 'user32.dll']));
  },
  'macho-fat64.bin': (report) => {
    expect([report.file.os, report.file.kind, report.strings.length]).toEqual(['macos', 'shared_library', 1]);
  },
  'macho-imports-only-in-bind-opcodes.bin': (report) => {
    const names = ['dyld_stub_binder', 'remote_one', 'remote_two', 'remote_var'];
    expect([...imported(report)].sort()).toEqual(names);
    expect(report.exports.map(({ name }) => name).sort()).toEqual(['_pool', '_shown', '_use']);
  },
  'macho-platform-watchos.bin': ({ file, sections, strings }) => {
    expect(file.os).toBe('watchos');
    const known = sections.map(({ name }) => name);
    for (const { section } of strings) expect(known).toContain(section);
  },
  'pe-header-beyond-64k.bin.gz': (report) => {
    expect(imported(report)).toEqual(['ExitProcess']);
  },
  'resource-strings.bin': (report) => {
    expect(texts(report)).toEqual(
      expect.arrayContaining(['VarFileInfo', 'First entry', 'https://portal.example.org/login', 'Third entry']),
    );
  },
  'strings-in-code-section.bin': (report) => {
    const first = 'http://updates.example.net/stage2.bin';
    expect(texts(report)).toEqual(expect.arrayContaining([first, 'Hello from the code section']));
    expect(report.strings).toContainEqual(
      expect.objectContaining({ content: 'Wide text in code', encoding: 'utf-16le' }),
    );
    expect(report.strings.find(({ content }) => content === first)).toMatchObject({ type: 'url' });
  },
  'strings-utf16-non-latin.bin': ({ strings }) => {
    const wide = strings.filter(({ encoding, content }) => encoding === 'utf-16le' && !/[a-z]/i.test(content));
    expect(wide.map(({ content }) => content.length).sort()).toEqual([10, 7]);
  },
  'upx-names-not-packed.bin': ({ file }) => {
    expect(file.packers ?? []).toEqual([]);
  },
};

/** Of radare2 6.1: the service takes its own readers alone then. */
const NOT_LOADED = new Set(['macho-fat64.bin']);

(existsSync(CASES_DIRECTORY) ? describe : describe.skip)('cases that tools get wrong', () => {
  const bench = new Radare2Bench('auto');
  const fallback = new HeaderAnalysisEngine();
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterAll(() => directory.remove());

  it('are all looked at', () => {
    expect(
      readdirSync(CASES_DIRECTORY)
        .filter((name) => /\.bin(\.gz)?$/.test(name))
        .sort(),
    ).toEqual(Object.keys(RIGHT).sort());
  });

  // Both on the same content: radare2 adds to what our own readers say, and takes nothing from it.
  it.each(Object.keys(RIGHT))('%s', async (name) => {
    const bytes = await readFile(join(CASES_DIRECTORY, name));
    const path = join(directory.path, name);
    await writeFile(path, name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    for (const depth of ['quick', 'standard'] as const) {
      const task = await bench.task(path, { depth });
      const engines = NOT_LOADED.has(name) ? [fallback] : [fallback, bench.engine];
      for (const engine of engines) {
        RIGHT[name]?.(await engine.analyse(task, () => undefined, new AbortController().signal));
      }
    }
  });
});
