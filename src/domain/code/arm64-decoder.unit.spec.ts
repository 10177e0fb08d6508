import { ARM64_INSTRUCTION, Arm64Decoder } from './arm64-decoder';
import { FLOW } from './flow';

const AT = 0x100;

function decoded(word: number): Arm64Decoder {
  const code = Buffer.alloc(AT + ARM64_INSTRUCTION);
  code.writeUInt32LE(word, AT);
  const decoder = new Arm64Decoder(code);
  decoder.decode(AT);
  return decoder;
}

// Words and texts as llvm-objdump 14 prints them.
describe('Arm64Decoder', () => {
  it.each<readonly [string, number, number]>([
    ['b #4', 0x14000001, FLOW.jump],
    ['bl #4', 0x94000001, FLOW.call],
    ['b.hi #4', 0x54000028, FLOW.branch],
    ['bc.eq #4', 0x54000030, FLOW.branch],
    ['cbnz x0, #4', 0xb5000020, FLOW.branch],
    ['tbz w1, #11, #4', 0x36580021, FLOW.branch],
    ['tbnz x1, #43, #4', 0xb7580021, FLOW.branch],
  ])('%s', (_name, word, flow) => {
    expect(decoded(word)).toMatchObject({ length: 4, flow, target: AT + 4 });
  });

  it.each<readonly [string, number, number]>([
    ['b #-134217728', 0x16000000, -0x800_0000],
    ['bl #134217724', 0x95ffffff, 0x7ff_fffc],
    ['b.lo #-1048576', 0x54800003, -0x10_0000],
    ['cbz w5, #1048572', 0x347fffe5, 0xf_fffc],
    ['tbz w0, #0, #-32768', 0x36040000, -0x8000],
    ['tbnz w0, #0, #32764', 0x3703ffe0, 0x7ffc],
  ])('as far as it reaches: %s', (_name, word, distance) => {
    expect(decoded(word).target).toBe(AT + distance);
  });

  it.each<readonly [string, number, number]>([
    ['br x17', 0xd61f0220, FLOW.indirectJump],
    ['braaz x16', 0xd61f0a1f, FLOW.indirectJump],
    ['braa x16, x17', 0xd71f0a11, FLOW.indirectJump],
    ['blr x8', 0xd63f0100, FLOW.indirectCall],
    ['blraaz x8', 0xd63f091f, FLOW.indirectCall],
    ['ret', 0xd65f03c0, FLOW.return],
    ['retab', 0xd65f0fff, FLOW.return],
    ['eret', 0xd69f03e0, FLOW.return],
    ['brk #0x1', 0xd4200020, FLOW.stop],
    ['hlt #0x2', 0xd4400040, FLOW.stop],
    ['udf #16', 0x00000010, FLOW.stop],
    ['svc #0', 0xd4000001, FLOW.next],
    ['nop', 0xd503201f, FLOW.next],
    ['bti c', 0xd503245f, FLOW.next],
    ['dmb ish', 0xd5033bbf, FLOW.next],
    ['mrs x1, TPIDR_EL0', 0xd53bd041, FLOW.next],
    ['adrp x0, #0', 0x90000000, FLOW.next],
    ['stp x29, x30, [sp, #-16]!', 0xa9bf7bfd, FLOW.next],
    ['movi v0.2d, #0', 0x6f00e400, FLOW.next],
    ['ptrue p0.b', 0x2518e3e0, FLOW.next],
    ['rev w22, w11', 0x5ac00976, FLOW.next],
    ['sm4e v11.4s, v31.4s', 0xcec087eb, FLOW.next],
  ])('%s', (_name, word, flow) => {
    expect(decoded(word)).toMatchObject({ length: 4, flow, target: 0 });
  });

  it.each([
    ['zeros', 0],
    ['reserved', 0x0041d090],
    ['br with a wrong field', 0xd61e0220],
    ['svc of no level', 0xd4000000],
    ['a group that has none', 0x02000000],
    ['what Go writes where nothing runs', 0xbea71700],
    ['text', Buffer.from('%s: ').readUInt32LE()],
  ])('none: %s', (_name, word) => {
    expect(decoded(word)).toMatchObject({ length: 0, flow: FLOW.next });
  });

  it('none where its end is missing', () => {
    const decoder = new Arm64Decoder(Buffer.from('c0035f', 'hex'));
    expect([-4, -1, 0, 4].map((offset) => decoder.decode(offset))).toEqual([0, 0, 0, 0]);
  });
});
