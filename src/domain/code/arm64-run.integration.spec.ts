import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Arm64Run } from './arm64-run';
import { FLOW } from './flow';
import type { JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';

const cases = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `C(${from + index})`).join('');
const SOURCE = `
extern int ext(int); int a[16]; static const char *const names[] = {"one", "two"};
#define C(n) case n: a[n & 15] += n * ext(n); break;
int sw(int x, int y) { switch (x) { ${cases(0, 20)} default: return y; } return a[0]; }
int sl(unsigned long x, int y) { switch (x) { ${cases(10, 35)} default: return y; } return a[ext(x)]; }
int loop(const unsigned char *p, int n) {
  int r = 0;
  for (int i = 0; i < n; i++) { switch (p[i]) { ${cases(0, 90)} default: r += ext(r); } }
  return r;
}
int masked(unsigned x) { switch (x & 15) { ${cases(0, 16)} } return names[x & 1][0]; }
`;
const LABEL = /^(\.\w+):/;
const ENTRY = /^\t\.(byte|hword|word)\t\(?\.LBB\w+-\.\w+/;
const SIZES: Readonly<Record<string, number>> = { byte: 1, hword: 2, word: 4 };
const SECTION = /^ *\[ *\d+\] (\.text|\.rodata) +PROGBITS +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)/gm;
const FUNCTION = /^ *\d+: ([0-9a-f]+) +\d+ FUNC/gm;
const ADDED = /^([0-9a-f]+) +\S+ R_AARCH64_(?:ADD_ABS|LDST\d+_ABS)_LO12_NC +([0-9a-f]+) \S*(?: ([+-]) ([0-9a-f]+))?/gm;

/** Entry size and count of each table, as the compiler writes them. */
function tablesOf(assembly: string): string[] {
  const counts = new Map<string, number>();
  let label = '';
  for (const line of assembly.split('\n')) {
    label = LABEL.exec(line)?.[1] ?? label;
    const size = SIZES[ENTRY.exec(line)?.[1] ?? ''];
    if (size === undefined) continue;
    const table = `${label} ${String(size)}`;
    counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return [...counts].map(([table, count]) => `${table.split(' ')[1] ?? ''} * ${String(count)}`).sort();
}

interface Read {
  readonly tables: string[];
  /** Place of the instruction to what it refers to; both addresses. */
  readonly references: ReadonlyMap<number, number>;
  /** Where the addresses lie that the linker put in. */
  readonly linked: ReadonlyMap<number, number>;
}

interface Section {
  readonly address: number;
  readonly bytes: Buffer;
}

function sectionsOf(file: string, headers: string): ReadonlyMap<string, Section> {
  const bytes = readFileSync(file);
  const sections = new Map<string, Section>();
  for (const [, name = '', address = '', offset = '', size = ''] of headers.matchAll(SECTION)) {
    const from = parseInt(offset, 16);
    sections.set(name, { address: parseInt(address, 16), bytes: bytes.subarray(from, from + parseInt(size, 16)) });
  }
  return sections;
}

function targetsOf(table: JumpTable, base: number, { address, bytes }: Section): number[] {
  return Array.from({ length: table.count }, (_, index) => {
    const at = table.table + base - address + index * table.entrySize;
    const size = Math.min(table.entrySize, 4);
    return table.add + ((table.isSigned ? bytes.readIntLE(at, size) : bytes.readUIntLE(at, size)) << table.shift);
  });
}

/** Of all instructions in a row, as the runs that functions, and ends of blocks, begin. */
function read(file: string): Read {
  const headers = execFileSync('readelf', ['-SsrW', file], { encoding: 'utf8' });
  const sections = sectionsOf(file, headers);
  const [text, data] = [sections.get('.text'), sections.get('.rodata')];
  if (text === undefined || data === undefined) throw new Error(`no .text and .rodata in ${file}`);
  const { address: base, bytes: code } = text;
  const functions = new Set([...headers.matchAll(FUNCTION)].map(([, at = '']) => parseInt(at, 16) - base));
  const run = new Arm64Run(code, BigInt(base));
  const tables: string[] = [];
  const references = new Map<number, number>();
  let isEnd = true;
  for (let at = 0; at < code.length; at += run.length) {
    if (isEnd || functions.has(at)) run.begin(functions.has(at));
    if (run.step(at) === 0) break;
    if (run.reference !== NOWHERE) references.set(at + base, run.reference + base);
    const table = run.table();
    if (table !== undefined) {
      tables.push(`${String(table.entrySize)} * ${String(table.count)}`);
      for (const target of targetsOf(table, base, data)) run.leadsTo(target);
    }
    isEnd = run.flow === FLOW.jump || run.flow === FLOW.return || run.flow === FLOW.indirectJump;
  }
  const linked = new Map<number, number>();
  for (const [, at = '', value = '', sign = '+', addend = '0'] of headers.matchAll(ADDED)) {
    linked.set(parseInt(at, 16), parseInt(value, 16) + parseInt(sign + addend, 16));
  }
  return { tables: tables.sort(), references, linked };
}

describe('Arm64Run against the compiler and the linker', () => {
  // Tables and addresses are as the compiler writes them into its assembly, and the linker's relocations.
  it.each(['-O0', '-O1', '-O2', '-Os'])('%s', async (optimisation) => {
    const directory = await TemporaryDirectory.create();
    const [source, assembly, file] = ['a.c', 'a.s', 'a.so'].map((name) => join(directory.path, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(source, SOURCE);
    const clang = (...options: string[]): Buffer =>
      execFileSync('clang-19', ['--target=aarch64-linux-gnu', '-fPIC', ...options]);
    clang('-S', '-fvisibility=hidden', optimisation, source, '-o', assembly);
    clang('-fuse-ld=lld', '-nostdlib', '-shared', '-Wl,-q', assembly, '-o', file);
    const expected = tablesOf(readFileSync(assembly, 'utf8'));
    const { tables, references, linked } = read(file);
    expect(expected).toHaveLength(4);
    expect(tables).toEqual(expected);
    expect(linked.size).toBeGreaterThan(50);
    expect([...linked].filter(([at, place]) => references.get(at) !== place)).toEqual([]);
    await directory.remove();
  });
});
