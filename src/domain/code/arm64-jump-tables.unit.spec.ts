import type { Text } from '#test/builders/arm64-code';
import { ADDRESS, codeOf, PAGE, ran, ranInBlocks } from '#test/builders/arm64-code';
import { seededRandom } from '#test/support/seeded-random';
import { Arm64Run } from './arm64-run';
import type { JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';

const ofGcc = ['ldrb w1, [x0, w24, uxtw]', 'adr x2, #12', 'add x1, x2, w1, sxtb #2', 'br x1'] as const;
const at8 = ['adrp x8, page', 'add x8, x8, #0x10'] as const;
const ofClang = ['adr x10, #12', 'ldrb w9, [x8, x9]', 'add x10, x10, x9, lsl #2', 'br x10'] as const;
const at19 = ['adrp x19, page', 'add x19, x19, #0x10'] as const;
const ofSaved = ['adr x10, #12', 'ldrb w9, [x19, x9]', 'add x10, x10, x9, lsl #2', 'br x10'] as const;
const bytes = { entrySize: 1, isSigned: false, shift: 2 } as const;

describe('Arm64Run: tables', () => {
  it.each<readonly [string, readonly Text[], JumpTable]>([
    [
      'of GCC',
      ['cmp w24, #3', 'b.hi #64', 'adrp x0, page', 'add x0, x0, #0x123', ...ofGcc],
      { table: PAGE + 0x123, entrySize: 1, isSigned: true, shift: 2, add: 5 * 4 + 12, count: 4 },
    ],
    [
      'of Clang',
      ['cmp x9, #7', 'b.hi #64', ...at8, ...ofClang],
      { ...bytes, table: PAGE + 0x10, add: 4 * 4 + 12, count: 8 },
    ],
    [
      'that adds to itself',
      [...at8, 'ldrsw x9, [x8, x9, lsl #2]', 'add x8, x8, x9', 'br x8'],
      { table: PAGE + 0x10, entrySize: 4, isSigned: true, shift: 0, add: PAGE + 0x10, count: 0 },
    ],
    [
      'of addresses',
      ['and w9, w9, #7', ...at8, 'ldr x9, [x8, x9, lsl #3]', 'br x9'],
      { table: PAGE + 0x10, entrySize: 8, isSigned: false, shift: 0, add: NOWHERE, count: 8 },
    ],
    [
      'chosen within bounds',
      ['cmp x9, #7', 'csel x9, x9, xzr, ls', ...at8, ...ofClang],
      { ...bytes, table: PAGE + 0x10, add: 4 * 4 + 12, count: 8 },
    ],
    [
      'by a copy of what was compared',
      ['mov w9, w24', 'cmp w24, #3', 'b.hi #64', ...at8, ...ofClang],
      { ...bytes, table: PAGE + 0x10, add: 5 * 4 + 12, count: 4 },
    ],
    [
      "by an entry of another table, whose bound is not this one's",
      ['cmp x9, #7', 'b.hi #64', ...at8, 'ldrb w9, [x8, x9]', ...ofClang],
      { ...bytes, table: PAGE + 0x10, add: 5 * 4 + 12, count: 0 },
    ],
    [
      'that a register names, of which the function has an end between',
      ['stp x19, x20, [sp, #-32]!', ...at19, 'ldp x19, x20, [sp], #32', 'ret', ...ofSaved],
      { ...bytes, table: PAGE + 0x10, add: 5 * 4 + 12, count: 0 },
    ],
    [
      'that a slot of the stack names',
      ['sub sp, sp, #128', ...at8, 'str x8, [sp, #104]', 'bl #64', 'ldr x8, [sp, #104]', ...ofClang],
      { ...bytes, table: PAGE + 0x10, add: 6 * 4 + 12, count: 0 },
    ],
  ])('%s', (_name, texts, expected) => {
    expect(ran(texts).table()).toEqual(expected);
  });

  it.each<readonly [string, readonly Text[]]>([
    ['none: a pointer', ['ldr x8, [x8, #16]', 'br x8']],
    ['none: its place is not known', ofClang],
    ['none: no jump', ['ret']],
  ])('%s', (_name, texts) => {
    expect(ran(texts).table()).toBeUndefined();
  });

  it('the bound holds where a branch leads that found the number within it', () => {
    const texts = ['cmp w24, #3', 'b.ls #8', 'bl #64', 'adrp x0, page', 'add x0, x0, #0x123', ...ofGcc] as const;
    expect(ran(texts).table()?.count).toBe(4);
    expect(ranInBlocks(texts, [0, 3]).table()?.count).toBe(4);
  });

  it('none that another function named, in the register that this one saves', () => {
    const texts = [...at19, 'stp x19, x20, [sp, #-32]!', ...ofSaved] as const;
    expect(ranInBlocks(texts, [0, 3]).table()).toBeUndefined();
  });

  it('what is known at the jump is known where its entries lead', () => {
    const texts = [...at8, ...ofClang, 'ldr x8, [x8, #16]'] as const;
    const run = new Arm64Run(codeOf(texts), BigInt(ADDRESS));
    run.begin(true);
    for (let at = 0; at < 24; at += 4) run.step(at);
    run.leadsTo(24);
    run.begin(false);
    run.step(24);
    expect(run.reference).toBe(PAGE + 0x20);
  });

  it('any bytes', () => {
    const random = seededRandom(1);
    const code = Uint8Array.from({ length: 0x10000 }, () => random() * 256);
    const run = new Arm64Run(code, BigInt(ADDRESS));
    for (let at = 0; at < code.length; at += 4) {
      if (at % 64 === 0) run.begin(at % 1024 === 0);
      run.step(at);
      const table = run.table();
      expect([run.reference, run.target, table?.table ?? 0, table?.add ?? 0].every(Number.isInteger)).toBe(true);
    }
  });
});
