import type { Text } from '#test/builders/arm64-code';
import { PAGE, ran, ranInBlocks } from '#test/builders/arm64-code';
import { Arm64Run } from './arm64-run';
import { FLOW } from './flow';
import { NOWHERE } from './instruction-run';

describe('Arm64Run: references', () => {
  it.each<readonly [string, readonly Text[], number]>([
    ['a page alone names nothing', ['adrp x0, page'], NOWHERE],
    ['a page and what is added', ['adrp x0, page', 'add x0, x0, #0x123'], PAGE + 0x123],
    ['what is read', ['adrp x0, page', 'ldr x1, [x0, #8]'], PAGE + 8],
    ['what is written', ['adrp x0, page', 'strb w1, [x0, #4]'], PAGE + 4],
    ['a vector', ['adrp x0, page', 'ldr q0, [x0, #32]'], PAGE + 32],
    ['a pair', ['adrp x0, page', 'ldp x2, x3, [x0, #16]'], PAGE + 16],
    ['before the base moves', ['adrp x0, page', 'ldr x1, [x0], #8'], PAGE],
    ['nothing where the base has moved', ['adrp x0, page', 'ldr x1, [x0], #8', 'ldr x1, [x0, #8]'], NOWHERE],
    ['nothing that is only fetched ahead', ['adrp x0, page', 'prfm pldl1keep, [x0, #8]'], NOWHERE],
    ['near by', ['ret', 'ret', 'adr x2, #-8'], 0],
    ['a literal', ['ldr x16, #8'], 8],
    ['a copy', ['adrp x0, page', 'mov x1, x0', 'add x0, x1, #8'], PAGE + 8],
    ['no copy of half', ['adrp x0, page', 'mov w1, w0', 'add x0, x1, #8'], NOWHERE],
    ['no pointer that moves on', ['adrp x0, page', 'mov x1, x0', 'add x1, x1, #8', 'add x1, x1, #8'], NOWHERE],
    ['nothing in a register that a call may change', ['adrp x0, page', 'bl #64', 'ldr x1, [x0, #8]'], NOWHERE],
    ['what lasts over a call', ['adrp x19, page', 'bl #64', 'add x0, x19, #8'], PAGE + 8],
  ])('%s', (_name, texts, expected) => {
    expect(ran(texts).reference).toBe(expected);
  });

  const halves = ['mov x0, #0x5678', 'movk x0, #0x41, lsl #16'] as const;
  it.each<readonly [string, readonly Text[], bigint, number]>([
    ['two halves', halves, 0x41_0000n, 0x5678],
    ['a number, where code may lie anywhere', halves, 0x1000n, NOWHERE],
    ['a number of 32 bits', ['mov w0, #0x5678', 'movk w0, #0x41, lsl #16'], 0x41_0000n, NOWHERE],
    ['three parts', [...halves, 'movk x0, #1, lsl #32'], 0x1_0041_0000n, 0x5678],
    ['parts of what lies elsewhere', [...halves, 'movk x0, #1, lsl #32'], 0x8_0000_0000n, NOWHERE],
  ])('constants: %s', (_name, texts, address, expected) => {
    expect(ran(texts, address).reference).toBe(expected);
  });

  it('what was known where a branch left is known where it leads', () => {
    const texts = ['adrp x0, page', 'b.ls #8', 'ret', 'ldr x1, [x0, #8]'] as const;
    expect(ranInBlocks(texts, [0, 3]).reference).toBe(PAGE + 8);
    // Not where another function begins.
    const run = ranInBlocks(texts, [0]);
    run.begin(true);
    run.step(12);
    expect(run.reference).toBe(NOWHERE);
  });
});

describe('Arm64Run: slots', () => {
  it.each<readonly [string, readonly Text[], number, number]>([
    ['a stub', ['adrp x16, page', 'ldr x17, [x16, #8]', 'add x16, x16, #8', 'br x17'], FLOW.indirectJump, PAGE + 8],
    ['a call', ['adrp x8, page', 'ldr x8, [x8, #16]', 'blr x8'], FLOW.indirectCall, PAGE + 16],
    ['a literal', ['ldr x16, #8', 'br x16'], FLOW.indirectJump, 8],
  ])('%s', (_name, texts, flow, reference) => {
    expect(ran(texts)).toMatchObject({ flow, reference, isSlot: reference !== NOWHERE });
  });

  it('a jump to an address that was just told is a direct one', () => {
    const run = ran(['adrp x16, page', 'add x16, x16, #8', 'br x16']);
    expect(run).toMatchObject({ flow: FLOW.jump, target: PAGE + 8, isSlot: false });
  });
});

describe('Arm64Run: between functions', () => {
  it('nop and zeros are padding, what saves registers begins a function', () => {
    const code = Buffer.from('1f2003d5' + '00000000' + 'fd7bbfa9' + 'c0035fd6', 'hex');
    const run = new Arm64Run(code, 0n);
    run.begin(true);
    const padding = [0, 8, 12].map((at) => run.step(at) > 0 && run.isPadding);
    expect(padding).toEqual([true, false, false]);
    expect([4, 8, 12].map((at) => run.isBehindPadding(at))).toEqual([true, true, false]);
    expect([0, 8, 12].map((at) => run.isPrelude(at))).toEqual([false, true, false]);
  });
});
