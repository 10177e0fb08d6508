import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bits } from '#domain/shared/executable-header';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { X86Decoder } from './x86-decoder';

const TEXT = /^ +\d+ \.text +([0-9a-f]+) +([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+)/m;
const LINE = /^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t?(.*)$/;
const NEAR = /^(?:bnd |notrack )?(?:call|j[a-z]+|loop[a-z]*) +([0-9a-f]+)/;
const RELATIVE = /# ([0-9a-f]+)/;
const SOURCE = `
static double f(double x, int n) { double s = 0; while (n-- > 0) s += x * n; return s; }
struct s { unsigned char a; short b; long long c; };
int g(struct s *p, int k) {
  switch (k) { case 0: p->a++; break; case 1: p->b -= 3; break; case 2: p->c *= 7; break; case 3: p->c /= 10; break;
    case 4: return __builtin_popcountll(p->c); default: return (int)f(p->b, k); }
  return p->a ^ (int)(p->c >> 33);
}`;

interface Differences {
  readonly instructions: number;
  readonly lengths: readonly string[];
  readonly targets: readonly string[];
}

/** Instruction by instruction of `.text`, where objdump (binutils) finds one. */
function compared(file: string, bits: Bits): Differences {
  const run = (...args: string[]): string =>
    execFileSync('objdump', [...args, file], { encoding: 'utf8', maxBuffer: 1e9 });
  const [, size = '', address = '', offset = ''] = TEXT.exec(run('-h', '-w')) ?? [];
  const [base, from] = [parseInt(address, 16), parseInt(offset, 16)];
  const decoder = new X86Decoder(readFileSync(file).subarray(from, from + parseInt(size, 16)), bits);
  const [lengths, targets]: [string[], string[]] = [[], []];
  let instructions = 0;
  for (const line of run('-d', '-w', '-z', '-j', '.text', '--insn-width=16').split('\n')) {
    const [, at = '', bytes = '', text = ''] = LINE.exec(line) ?? [];
    if (at === '' || text.includes('(bad)')) continue;
    instructions += 1;
    const here = parseInt(at, 16) - base;
    if (decoder.decode(here) !== bytes.trim().split(' ').length) lengths.push(line);
    const near = NEAR.exec(text)?.[1];
    if (near !== undefined && decoder.target + base !== parseInt(near, 16)) targets.push(line);
    const relative = RELATIVE.exec(text)?.[1];
    const pointed = here + decoder.length + decoder.disp + base;
    if (relative !== undefined && decoder.isRelative && pointed !== parseInt(relative, 16)) targets.push(line);
  }
  return { instructions, lengths, targets };
}

describe('X86Decoder against objdump', () => {
  it('x86-64: a program of this machine', () => {
    const { instructions, ...differences } = compared('/bin/ls', 64);
    expect(instructions).toBeGreaterThan(10_000);
    expect(differences).toEqual({ lengths: [], targets: [] });
  });

  it('x86, and x86-64 with what newer processors have', async () => {
    const directory = await TemporaryDirectory.create();
    const [source, object] = [join(directory.path, 'a.c'), join(directory.path, 'a.o')];
    writeFileSync(source, SOURCE);
    for (const [bits, options] of [
      [32, ['-m32', '-O2']],
      [32, ['-m32', '-O0', '-march=i686']],
      [64, ['-O3', '-march=skylake-avx512', '-ffast-math']],
      [64, ['-O3', '-march=bdver4', '-ffast-math']],
    ] as const) {
      execFileSync('gcc', ['-c', ...options, source, '-o', object]);
      const { instructions, ...differences } = compared(object, bits);
      expect(instructions).toBeGreaterThan(50);
      expect(differences).toEqual({ lengths: [], targets: [] });
    }
    await directory.remove();
  });
});
