import type { Bits } from '#domain/shared/executable-header';
import { FLOW } from './flow';
import { X86Decoder } from './x86-decoder';

type Expected = Partial<Record<keyof X86Decoder, unknown>>;

/** At offset 0, with so much behind it that no instruction lacks its end. */
function decoded(hex: string, bits: Bits = 64): X86Decoder {
  const decoder = new X86Decoder(Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(16)]), bits);
  decoder.decode(0);
  return decoder;
}

// Lengths and operands as objdump of binutils 2.40 prints them.
describe('X86Decoder', () => {
  it.each<readonly [string, string, Expected]>([
    ['call 0x1005', 'e8 00 10 00 00', { length: 5, flow: FLOW.call, target: 0x1005 }],
    ['jmp back', 'eb fe', { length: 2, flow: FLOW.jump, target: 0 }],
    ['jne far', '0f 85 fa ff ff ff', { length: 6, flow: FLOW.branch, target: 0 }],
    ['loop', 'e2 02', { length: 2, flow: FLOW.branch, target: 4 }],
    ['repz ret', 'f3 c3', { length: 2, flow: FLOW.return }],
    ['call [rip+0x10]', 'ff 15 10 00 00 00', { flow: FLOW.indirectCall, isRelative: true, disp: 0x10, length: 6 }],
    ['notrack jmp rax', '3e ff e0', { flow: FLOW.indirectJump, hasMemory: false, rm: 0, length: 3 }],
    ['jmp [rax*8+0x404000]', 'ff 24 c5 00 40 40 00', { flow: FLOW.indirectJump, index: 0, scale: 3, disp: 0x404000 }],
    ['lea r12,[rip-1]', '4c 8d 25 ff ff ff ff', { opcode: 0x8d, reg: 12, isRelative: true, disp: -1, length: 7 }],
    ['mov rax,[r13+0]', '49 8b 45 00', { opcode: 0x8b, base: 13, disp: 0, reg: 0, length: 4 }],
    ['mov eax,[rsp+r12*4+8]', '42 8b 44 a4 08', { base: 4, index: 12, scale: 2, disp: 8, length: 5 }],
    ['movabs rax', '48 b8 00 00 00 00 01 00 00 00', { immediate: 2 ** 32, immediateSize: 8, length: 10 }],
    ['mov ax', '66 b8 34 12', { immediate: 0x1234, immediateSize: 2, length: 4 }],
    ['mov rax,imm32', '48 c7 c0 ff ff ff ff', { immediate: -1, immediateSize: 4, isWide: true, length: 7 }],
    ['test dword,imm32', 'f7 05 00 00 00 00 01 00 00 00', { immediate: 1, isRelative: true, length: 10 }],
    ['not dword', 'f7 15 00 00 00 00', { immediateSize: 0, length: 6 }],
    ['mov rax,fs:0x28', '64 48 8b 04 25 28 00 00 00', { hasThreadSegment: true, disp: 0x28, base: -1, length: 9 }],
    ['nop word [rax+rax]', '66 2e 0f 1f 84 00 00 00 00 00', { length: 10, flow: FLOW.next }],
    ['endbr64', 'f3 0f 1e fa', { length: 4, repeat: 0xf3 }],
    ['pshufb', '66 0f 38 00 c1', { length: 5 }],
    ['palignr', '66 0f 3a 0f c1 08', { length: 6, immediate: 8 }],
    ['vpshufd', 'c5 f9 70 c1 1b', { length: 5, immediate: 0x1b }],
    ['vzeroupper', 'c5 f8 77', { length: 3 }],
    ['vmovdqu ymm0,[rip]', 'c5 fe 6f 05 00 00 00 00', { length: 8, isRelative: true }],
    ['vinserti128', 'c4 e3 7d 38 c1 01', { length: 6 }],
    ['vmovdqu64 zmm0,[rdi]', '62 f1 fe 48 6f 07', { length: 6, base: 7 }],
    ['ud2', '0f 0b', { length: 2, flow: FLOW.stop }],
    ['hlt', 'f4', { length: 1, flow: FLOW.stop }],
    ['int 0x29', 'cd 29', { length: 2, flow: FLOW.stop }],
    ['enter', 'c8 10 00 00', { length: 4 }],
  ])('%s', (_name, hex, expected) => {
    expect(decoded(hex)).toMatchObject(expected);
  });

  it.each<readonly [string, string, Expected]>([
    ['push ds', '1e', { length: 1 }],
    ['inc eax', '40', { length: 1 }],
    ['mov eax,[0x404000]', 'a1 00 40 40 00', { length: 5, immediate: 0x404000 }],
    ['call [0x404000]', 'ff 15 00 40 40 00', { flow: FLOW.indirectCall, isRelative: false, disp: 0x404000, base: -1 }],
    ['bound', '62 05 00 00 00 00', { length: 6 }],
    ['lds', 'c5 05 00 00 00 00', { length: 6 }],
    ['pop [eax]', '8f 00', { length: 2 }],
    ['far call', '9a 00 00 00 00 08 00', { length: 7 }],
    ['mov ax,[bp+2]', '67 66 8b 46 02', { length: 5 }],
    ['call by 16 bits', '66 e8 00 00', { length: 4, flow: FLOW.call }],
  ])('in 32 bits: %s', (_name, hex, expected) => {
    expect(decoded(hex, 32)).toMatchObject(expected);
  });

  it.each(['06', '0f 0a', '82 00 00', 'ea', 'ff ff', '48 66 90', '66 '.repeat(15) + '90'])('none: %s', (hex) => {
    expect(decoded(hex).length).toBe(0);
  });

  it('none where its end is missing', () => {
    const whole = Buffer.from('48b80102030405060708', 'hex');
    for (let length = 0; length < whole.length; length += 1)
      expect(new X86Decoder(whole.subarray(0, length), 64).decode(0)).toBe(0);
    expect(new X86Decoder(whole, 64).decode(0)).toBe(10);
  });
});
