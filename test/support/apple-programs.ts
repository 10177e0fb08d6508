import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's; the first that links Mach-O files with chained fixups is 16. */
const COMPILER = 'clang-19';
const LINKER = 'ld64.lld-19';

const PROGRAM = `
extern int printf(const char *, ...);
extern int puts(const char *);
extern int system(const char *);
extern void *malloc(unsigned long);
static const char *words[] = {"the first word", "the second word", "the third word"};
int (*table[])(const char *) = {puts, system};
__attribute__((noinline)) int speak(int n) { return printf("%s, said %d times", words[n % 3], n); }
__attribute__((noinline)) int total(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) sum += i * speak(i);
  return sum;
}
int main(int argc, char **argv) {
  table[argc & 1](malloc(argc + 10));
  return total(argc);
}
`;

/** What the linker needs of the system's library, in place of an SDK. */
const SYSTEM_LIBRARY = `--- !tapi-tbd
tbd-version: 4
targets: [ x86_64-macos, arm64-macos ]
install-name: '/usr/lib/libSystem.B.dylib'
exports:
  - targets: [ x86_64-macos, arm64-macos ]
    symbols: [ _malloc, _printf, _puts, _system ]
...
`;

const KINDS = {
  executable: [],
  dylib: ['-dylib', '-install_name', '/usr/lib/libexample.dylib'],
} as const;
const SYMBOLS = { 'with symbols': [], stripped: ['-S', '-x', '-exported_symbol', '_main'] } as const;

export interface AppleProgram {
  readonly architecture: 'arm64' | 'x86_64';
  readonly kind: keyof typeof KINDS;
  readonly symbols: keyof typeof SYMBOLS;
}

export const APPLE_PROGRAMS: readonly AppleProgram[] = (['arm64', 'x86_64'] as const).flatMap((architecture) =>
  (['executable', 'dylib'] as const).flatMap((kind) =>
    (['with symbols', 'stripped'] as const).map((symbols) => ({ architecture, kind, symbols })),
  ),
);

/** What `PROGRAM` has in every form. */
export const APPLE_FACTS = {
  strings: ['the first word', 'the second word', 'the third word', '%s, said %d times'],
  imports: ['malloc', 'printf', 'puts', 'system'],
} as const;

export function canBuildApplePrograms(): boolean {
  return [COMPILER, LINKER].every((tool) => spawnSync(tool, ['--version']).status === 0);
}

/** A thin Mach-O file for macOS 13, with chained fixups. @returns its path. */
export function buildAppleProgram(directory: string, { architecture, kind, symbols }: AppleProgram): string {
  const name = `${architecture}-${kind}-${symbols.replace(' ', '-')}`;
  const [source, library, object, program] = ['.c', '.tbd', '.o', ''].map((ending) =>
    join(directory, name + ending),
  ) as [string, string, string, string];
  writeFileSync(source, PROGRAM);
  writeFileSync(library, SYSTEM_LIBRARY);
  execFileSync(COMPILER, ['-target', `${architecture}-apple-macos13`, '-O1', '-c', source, '-o', object]);
  const platform = ['-arch', architecture, '-platform_version', 'macos', '13.0', '13.0', '-fixup_chains'];
  execFileSync(LINKER, [...platform, ...KINDS[kind], ...SYMBOLS[symbols], '-o', program, object, library]);
  return program;
}
